import type { LintRule } from '../subject.js';

/** A template that tells a device nothing; most devices want at least to know where they are. */
export const deviceConfiguration: LintRule = ({ template }) =>
  Object.keys(template.deviceConfiguration).length > 0
    ? []
    : [
        {
          code: 'DEVICE_CONFIGURATION_MISSING',
          at: '',
          message:
            'DeviceConfiguration is absent or empty, so that RegisterThing answers with the name of the thing alone. Add what a device should know.',
        },
      ];
