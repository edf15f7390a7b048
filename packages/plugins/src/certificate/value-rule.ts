import { limits } from '@gangway/core';
import * as v from 'valibot';
import { compileGlob, globLength } from '../text/glob.js';
import { parameterName } from '../text/parameter-name.js';
import { quote } from '../text/quote.js';
import type { Asked } from './rule.js';

/** A glob pattern. */
export const globText = v.pipe(v.string(), v.minLength(1), v.maxLength(globLength));

/** What a name in a certificate must be: a glob pattern, or the very value that something else of the request has. */
export const nameValue = v.union(
  [
    globText,
    v.strictObject({ parameter: parameterName }),
    v.strictObject({
      attribute: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.parameterNameLength)),
    }),
    v.strictObject({ deviceId: v.literal(true) }),
  ],
  'must be a pattern, { parameter }, { attribute } or { deviceId: true }',
);

export type NameValue = v.InferOutput<typeof nameValue>;

/** A value that a name must have, ready to be asked. */
export interface ValueRule {
  /** For the operator. Never the value of a parameter or attribute: it may be a token, and a detail goes to the log. */
  readonly wanted: string;
  matches(value: string, asked: Asked): boolean;
}

export function compileValueRule(value: NameValue): ValueRule {
  if (typeof value === 'string') return { wanted: quote(value), matches: compileGlob(value) };
  if ('parameter' in value) {
    const { parameter } = value;
    return bound(`the parameter ${quote(parameter)}`, ({ parameters }) => parameters[parameter]);
  }
  if ('attribute' in value) {
    const { attribute } = value;
    return bound(
      `the attribute ${quote(attribute)} of the device's record`,
      ({ device }) => device?.attributes[attribute],
    );
  }
  return bound("the id of the device's record", ({ device }) => device?.id);
}

// To the letter, and never to nothing: an empty name beside an empty parameter would bind nobody. No member that every object
// has, such as `toString`, equals a text.
const bound = (wanted: string, expectedFor: (asked: Asked) => string | undefined): ValueRule => ({
  wanted,
  matches: (value, asked) => value !== '' && value === expectedFor(asked),
});

/** The parameters that values are bound to. */
export const boundParameters = (values: readonly NameValue[]): readonly string[] => [
  ...new Set(
    values.flatMap((value) =>
      typeof value === 'object' && 'parameter' in value ? [value.parameter] : [],
    ),
  ),
];

/** Whether a value is bound to the device's record. */
export const isBoundToDevice = (value: NameValue): boolean =>
  typeof value === 'object' && !('parameter' in value);
