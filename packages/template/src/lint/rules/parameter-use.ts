import { certificateIdParameter } from '../../read/parameters.js';
import { quoted } from '../../read/quoted.js';
import { expressionsOf, namesIn } from '../expressions.js';
import type { Found, LintRule } from '../subject.js';

/** Parameters that are declared for nothing, or that nobody gives a value. */
export const parameterUse: LintRule = ({ template }) => {
  const used = new Set(expressionsOf(template).flatMap(namesIn));
  return Object.entries(template.parameters).flatMap(([name, { at }]): readonly Found[] => {
    // AWS's own examples declare it.
    if (name === certificateIdParameter) return [];
    if (name.startsWith('AWS::')) {
      return [
        {
          code: 'PARAMETER_RESERVED',
          at,
          message: `Fleet provisioning gives ${quoted(name)} no value; of these names it knows ${certificateIdParameter} alone. Let the device send it under a name of its own, and the hook check it against the certificate.`,
        },
      ];
    }
    if (used.has(name)) return [];
    return [
      {
        code: 'PARAMETER_UNUSED',
        at,
        message: `Nothing refers to ${quoted(name)}. Remove it: the hook sees what a device sends, declared or not.`,
      },
    ];
  });
};
