import { evaluateTemplate } from '../../evaluate/evaluate-template.js';
import { certificateIdParameter } from '../../read/parameters.js';
import type { Template, TemplateFault } from '../../template.js';
import { type Expression, namesIn, withParts } from '../expressions.js';
import type { LintRule } from '../subject.js';
import { type Part, partsOf } from './parts.js';

/** What refuses every device, whatever it sends: found by evaluating each part for which that is certain, as a device would. */
export const foreseen: LintRule = ({ template }) =>
  partsOf(template)
    .filter(isCertain)
    .flatMap((part) => refusals(part.template));

// Every form that a value must have takes the one, and none is shorter than the other: what is refused with both is refused
// for what stands around them.
const anyValues = ['0', ''];
const anyId = '0'.repeat(64);

function isCertain({ expression, formOnly }: Part): boolean {
  if (namesIn(expression).length === 0) return true;
  return formOnly && !withParts(expression).some(asksForWhatIsThere);
}

/** Functions that fail for some values, and not for others. */
const asksForWhatIsThere = ({ kind }: Expression): boolean =>
  kind === 'select' || kind === 'find-in-map';

function refusals(template: Template): readonly TemplateFault[] {
  const names = Object.keys(template.parameters);
  const faults = anyValues.flatMap((any) => {
    const values = Object.fromEntries(names.map((name) => [name, any]));
    const evaluation = evaluateTemplate(template, { ...values, [certificateIdParameter]: anyId });
    return evaluation.kind === 'refused' ? [evaluation.fault] : [];
  });
  return faults.length === anyValues.length ? faults.slice(0, 1) : [];
}
