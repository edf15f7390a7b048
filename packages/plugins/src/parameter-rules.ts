import {
  definePlugin,
  deny,
  limits,
  nearest,
  notApplicable,
  type ProvisioningRequest,
  permit,
  policyCode,
  type Verdict,
} from '@gangway/core';
import * as v from 'valibot';
import { type LinearPattern, linearPattern } from './text/linear-pattern.js';
import { isPlainRecord, parameterName } from './text/parameter-name.js';
import { quote } from './text/quote.js';

/** Longest value that a pattern is asked about, unless `maxLength` says otherwise for that parameter. */
const patternedLength = 256;

const length = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(limits.parameterValueLength),
);

const options = v.pipe(
  v.strictObject({
    /** Must be there, and not empty. */
    required: v.optional(v.array(parameterName), []),
    /** No other parameter may be there. */
    allowed: v.optional(v.array(parameterName)),
    /** Patterns by parameter name, RE2 syntax; each matches the whole value. */
    patterns: v.optional(
      v.pipe(
        v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of patterns'),
        v.record(parameterName, linearPattern),
      ),
      {},
    ),
    /** Longest values by parameter name, in UTF-16 code units; 256 for one with a pattern. */
    maxLength: v.optional(
      v.pipe(
        v.custom<Readonly<Record<string, number>>>(isPlainRecord, 'must be an object of lengths'),
        v.record(parameterName, length),
      ),
      {},
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { required, allowed, patterns, maxLength } = dataset.value;
    const ruled = [...required, ...Object.keys(patterns), ...Object.keys(maxLength)];
    if (ruled.length === 0 && allowed === undefined) {
      addIssue({ message: 'give at least one rule: required, allowed, patterns or maxLength' });
    }
    const stray = ruled.find((name) => allowed?.includes(name) === false);
    if (stray === undefined) return;
    const meant = nearest(stray, allowed ?? []);
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    addIssue({ message: `there is a rule for "${stray}", which "allowed" leaves out.${hint}` });
  }),
);

type Rules = v.InferOutput<typeof options>;
type Parameters = ProvisioningRequest['parameters'];

/**
 * Asks whether the device's parameters are those that it should send: which must and which may be there, what they look
 * like, how long they are. Patterns run in RE2's engine, in time proportional to the value.
 *
 * A rule for a parameter that is not there and not required does not arise; when none arises, the check does not apply.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 * @example
 * parameterRules({
 *   required: ['SerialNumber'],
 *   allowed: ['SerialNumber', 'Mac'],
 *   patterns: { SerialNumber: '[A-Z]{2}-\\d{4}', Mac: '([0-9A-F]{2}[:_-]?){5}[0-9A-F]{2}' },
 * })
 */
export const parameterRules = definePlugin({
  name: 'parameter-rules',
  options,
  reasonCodes: {
    PARAMETER_MISSING: policyCode(
      'A required parameter is absent or empty.',
      'Let the device send it.',
    ),
    PARAMETER_NOT_ALLOWED: policyCode(
      'The device sent a parameter that is not on the list.',
      'Let the device stop sending it, or add it to `allowed`.',
    ),
    PARAMETER_TOO_LONG: policyCode(
      'A parameter is longer than its rule allows; 256 characters for one with a pattern.',
      'Send a shorter value, or raise `maxLength` for it.',
    ),
    PARAMETER_PATTERN_MISMATCH: policyCode(
      'A parameter does not match its pattern as a whole.',
      'Compare the value that the device sends with the pattern.',
    ),
  },
  build: (rules) => ({
    parameters: [
      ...new Set([
        ...rules.required,
        ...(rules.allowed ?? []),
        ...Object.keys(rules.patterns),
        ...Object.keys(rules.maxLength),
      ]),
    ],
    checks: { 'parameter-rules': judge(rules) },
  }),
});

function judge(rules: Rules): (request: ProvisioningRequest) => Verdict {
  const patterns = new Map(Object.entries(rules.patterns));
  const longest = new Map<string, number>([
    ...[...patterns.keys()].map((name) => [name, patternedLength] as const),
    ...Object.entries(rules.maxLength),
  ]);
  const allowed = rules.allowed === undefined ? undefined : new Set(rules.allowed);
  return ({ parameters }) =>
    faultInNames(parameters, rules.required, allowed) ??
    faultInValues(parameters, longest, patterns) ??
    (rules.required.length > 0 || allowed !== undefined || anyOf(longest.keys(), parameters)
      ? permit()
      : notApplicable());
}

function faultInNames(
  parameters: Parameters,
  required: readonly string[],
  allowed: ReadonlySet<string> | undefined,
): Verdict | undefined {
  const missing = required.find((name) => (parameters[name] ?? '') === '');
  if (missing !== undefined) return deny('PARAMETER_MISSING', `the parameter "${missing}"`);
  if (allowed === undefined) return undefined;
  const stray = Object.keys(parameters).find((name) => !allowed.has(name));
  return stray === undefined
    ? undefined
    : deny('PARAMETER_NOT_ALLOWED', `the parameter ${quote(stray)}`);
}

function faultInValues(
  parameters: Parameters,
  longest: ReadonlyMap<string, number>,
  patterns: ReadonlyMap<string, LinearPattern>,
): Verdict | undefined {
  for (const [name, most] of longest) {
    const value = parameters[name];
    if (value === undefined) continue;
    if (value.length > most) {
      return deny(
        'PARAMETER_TOO_LONG',
        `"${name}" has ${value.length} characters, at most ${most}`,
      );
    }
    const pattern = patterns.get(name);
    if (pattern?.matches(value) === false) {
      return deny(
        'PARAMETER_PATTERN_MISMATCH',
        // Its length, not its text: what was sent may be a token, and a detail goes to the log.
        `"${name}", of ${value.length} characters, does not match ${pattern.source}`,
      );
    }
  }
  return undefined;
}

const anyOf = (names: Iterable<string>, parameters: Parameters) =>
  [...names].some((name) => name in parameters);
