import { quoted } from '../../read/quoted.js';
import { expressionsOf, namesIn } from '../expressions.js';
import type { Found, LintRule } from '../subject.js';

/** Where template and hook do not speak of the same parameters. */
export const parameterSupply: LintRule = ({ template, hook }) => {
  if (hook === undefined) return [];
  const used = new Set(expressionsOf(template).flatMap(namesIn));
  const known = new Set([...hook.parameters, ...hook.overrideKeys]);
  const unsupplied = Object.entries(template.parameters)
    .filter(([name, { default: value }]) => value === undefined && used.has(name))
    .filter(([name]) => !known.has(name) && !name.startsWith('AWS::'))
    .map(([name, { at }]) => ({
      code: 'PARAMETER_UNSUPPLIED' as const,
      at,
      message: `The hook neither reads nor sets ${quoted(name)}, and it has no default: a device that leaves it out is not provisioned. Give it a default, or let the hook set it.`,
    }));
  const ignored = hook.overrideKeys
    .filter((name) => !Object.hasOwn(template.parameters, name))
    .map(
      (name): Found => ({
        code: 'OVERRIDE_IGNORED',
        at: '/Parameters',
        message: `The hook sets ${quoted(name)}, which is not declared, so that AWS IoT ignores it. Declare it and use it, or take it out of the hook.`,
      }),
    );
  return [...unsupplied, ...ignored];
};
