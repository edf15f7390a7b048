import * as v from 'valibot';
import { altNameOptions, altNameRule } from './alt-name-rules.js';
import { extensionOptions, extensionRules, faultInExtensionRules } from './extension-rules.js';
import { formOptions, formRules } from './form-rules.js';
import { faultInKeyRules, keyOptions, keyRule } from './key-rules.js';
import { nameOptions, nameRules } from './name-rules.js';
import type { Rule } from './rule.js';
import { usageOptions, usageRules } from './usage-rules.js';
import { validityOptions, validityRules } from './validity-rules.js';
import { boundParameters, isBoundToDevice, type NameValue } from './value-rule.js';

export const policyOptions = v.pipe(
  v.strictObject({
    ...keyOptions,
    ...formOptions,
    ...validityOptions,
    ...nameOptions,
    ...altNameOptions,
    ...usageOptions,
    ...extensionOptions,
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const rules = dataset.value;
    const fault = faultInKeyRules(rules) ?? faultInExtensionRules(rules);
    if (fault !== undefined) addIssue({ message: fault });
  }),
);

export type PolicyRules = v.InferOutput<typeof policyOptions>;

/** All questions, in the order in which they are asked: those about the certificate alone first. */
export const rulesOf = (rules: PolicyRules): readonly Rule[] => [
  ...formRules(rules),
  keyRule(rules),
  ...validityRules(rules),
  ...usageRules(rules),
  ...extensionRules(rules),
  ...nameRules(rules),
  altNameRule(rules),
];

/** What the rules need beside the certificate. */
export function bindingsOf({ subject, subjectAltName }: PolicyRules): {
  readonly parameters: readonly string[];
  readonly device: boolean;
} {
  const values = [...Object.values(subject), ...Object.values(subjectAltName)].filter(
    (value): value is NameValue => value !== undefined,
  );
  return { parameters: boundParameters(values), device: values.some(isBoundToDevice) };
}
