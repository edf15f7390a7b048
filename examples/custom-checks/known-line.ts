// A check as a function: devices of one production line only.
import { defineCheck, deny, permit, policyCode } from '@gangway/core';

export const knownLine = (lines: readonly string[]) =>
  defineCheck(
    'known-line',
    ({ parameters }) =>
      lines.includes(parameters.Line ?? '')
        ? permit()
        : deny('LINE_UNKNOWN', 'the parameter Line names no line of ours'),
    {
      reasonCodes: {
        LINE_UNKNOWN: policyCode(
          'The device names a production line that this fleet does not have.',
          'Look where the device comes from.',
        ),
      },
    },
  );
