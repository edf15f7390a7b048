import { quoted } from '../../read/quoted.js';
import type { LintRule } from '../subject.js';

// Parameters are a map of strings to strings in every call that takes them.
// https://docs.aws.amazon.com/iot/latest/apireference/API_RegisterThing.html
const keyLimit = 2_048;
const valueLimit = 4_096;

/** Parameters that no call could carry. */
export const parameterSize: LintRule = ({ template }) =>
  Object.entries(template.parameters).flatMap(([name, { at, default: value = '' }]) => [
    ...(name.length <= keyLimit
      ? []
      : [
          {
            code: 'PARAMETER_KEY_TOO_LONG' as const,
            at,
            message: `The name has ${name.length} characters; AWS IoT takes ${keyLimit}. Shorten it.`,
          },
        ]),
    ...(value.length <= valueLimit
      ? []
      : [
          {
            code: 'PARAMETER_TOO_LONG' as const,
            at,
            message: `The default of ${quoted(name)} has ${value.length} characters; AWS IoT takes ${valueLimit}. Shorten it.`,
          },
        ]),
  ]);
