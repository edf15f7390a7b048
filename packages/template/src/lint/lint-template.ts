import { readTemplate } from '../read/read-template.js';
import type { TemplateFault, TemplateReading } from '../template.js';
import type { HookUse, LintFinding } from './finding.js';
import { lintCodes } from './lint-codes.js';
import { bodySize } from './rules/body-size.js';
import { certificate } from './rules/certificate.js';
import { deviceConfiguration } from './rules/device-configuration.js';
import { foreseen } from './rules/foreseen.js';
import { freeChoice } from './rules/free-choice.js';
import { mappingUse } from './rules/mapping-use.js';
import { parameterSize } from './rules/parameter-size.js';
import { parameterSupply } from './rules/parameter-supply.js';
import { parameterUse } from './rules/parameter-use.js';
import { policy } from './rules/policy.js';
import { selectBounds } from './rules/select-bounds.js';
import { thing } from './rules/thing.js';
import type { Found, LintRule } from './subject.js';
import { createTextMap } from './text-map.js';

export interface LintOptions {
  /** The hook that stands before the template; without it nothing is said about who gives parameters their values. */
  readonly hook?: HookUse;
}

const rules: readonly LintRule[] = [
  parameterUse,
  parameterSize,
  parameterSupply,
  mappingUse,
  selectBounds,
  foreseen,
  thing,
  certificate,
  policy,
  freeChoice,
  deviceConfiguration,
];

/**
 * Says what is wrong with a fleet provisioning template, and what will be once devices come: every fault for which
 * `readTemplate` refuses it, and, where it reads well, what AWS IoT would only find, or never say, later. Findings stand in
 * the order of the text. It never throws.
 *
 * @param body the template's text, JSON
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 * @example
 * const [finding] = lintTemplate('{ "Resources": { } }');
 * `${finding?.line}:${finding?.column} ${finding?.level} ${finding?.code}`;
 */
export function lintTemplate(body: string, options: LintOptions = {}): readonly LintFinding[] {
  const { positionOf } = createTextMap(body);
  const found = [...bodySize(body), ...meaningFindings(readTemplate(body), options)];
  // Two rules may find the same, one by looking, one by trying.
  const once = new Map(found.map((one) => [`${one.code} ${one.at}`, one]));
  return [...once.values()]
    .map(({ code, at, message }) => ({
      code,
      level: levelOf(code),
      at,
      ...positionOf(at),
      message,
    }))
    .toSorted((one, other) => one.line - other.line || one.column - other.column);
}

function meaningFindings(
  reading: TemplateReading,
  options: LintOptions,
): readonly (TemplateFault | Found)[] {
  if (reading.kind === 'refused') return reading.faults;
  const subject = { template: reading.template, ...options };
  return rules.flatMap((rule) => rule(subject));
}

const levelOf = (code: string): LintFinding['level'] =>
  Object.hasOwn(lintCodes, code) ? lintCodes[code as keyof typeof lintCodes].level : 'error';
