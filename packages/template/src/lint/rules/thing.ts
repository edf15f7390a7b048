import { namesIn } from '../expressions.js';
import type { LintRule } from '../subject.js';

/** A template without a thing, or with one that all devices share. */
export const thing: LintRule = ({ template }) => {
  if (template.thing === undefined) {
    return [
      {
        code: 'THING_MISSING',
        at: '/Resources',
        message:
          'No resource is an AWS::IoT::Thing: the device is told no thing name, and policies that speak of its thing let it do nothing. Add one.',
      },
    ];
  }
  const { thingName } = template.thing;
  if (namesIn(thingName).length > 0) return [];
  return [
    {
      code: 'THING_NAME_CONSTANT',
      at: thingName.at,
      message:
        'Every device becomes the same thing. Make the name of a parameter that tells devices apart, such as a serial number.',
    },
  ];
};
