import { certificateIdParameter } from '../../read/parameters.js';
import { quoted } from '../../read/quoted.js';
import { type Expression, namesIn } from '../expressions.js';
import type { HookUse } from '../finding.js';
import type { LintCode } from '../lint-codes.js';
import type { Found, LintRule } from '../subject.js';

/**
 * What a device may choose, though it should be decided for it: a name that another device has or will have, a group or a
 * policy that lets it do more. A parameter that the hook reads may be checked there, and one that it sets is not the device's.
 */
export const freeChoice: LintRule = ({ template: { thing, policies }, hook }) => {
  if (hook === undefined) return [];
  const find = (code: LintCode, expression: Expression | undefined, what: string) =>
    expression === undefined ? [] : freelyChosen(code, expression, what, hook);
  return [
    ...find('THING_NAME_FREE', thing?.thingName, 'come as the thing of another'),
    ...find('THING_GROUP_FREE', thing?.thingGroups, 'choose its group, and the policies of that'),
    ...policies.flatMap((policy) =>
      find(
        'POLICY_FREE',
        policy.kind === 'name' ? policy.name : policy.document,
        'choose what it is allowed',
      ),
    ),
  ];
};

function freelyChosen(
  code: LintCode,
  expression: Expression,
  what: string,
  { parameters, overrideKeys }: HookUse,
): readonly Found[] {
  const known = new Set([certificateIdParameter, ...parameters, ...overrideKeys]);
  const free = namesIn(expression).filter((name) => !known.has(name));
  if (free.length === 0) return [];
  return [
    {
      code,
      at: expression.at,
      message: `A device may ${what}: the hook neither reads nor sets ${free.map(quoted).join(', ')}. Let the hook check or set it.`,
    },
  ];
}
