import { evaluateTemplate } from '../../evaluate/evaluate-template.js';
import type { Template, TemplateFault } from '../../template.js';
import { type Expression, namesIn, withParts } from '../expressions.js';
import type { LintRule } from '../subject.js';
import { type Part, partsOf } from './parts.js';

/** What refuses every device, whatever it sends: found by evaluating each part for which that is certain, as a device would. */
export const foreseen: LintRule = ({ template }) =>
  partsOf(template)
    .filter(isCertain)
    .flatMap((part) => evaluated(part.template));

// Every form that a value must have takes it, so that what is refused with it is refused for what stands around it.
const anyValue = '0';

function isCertain({ expression, formOnly }: Part): boolean {
  if (namesIn(expression).length === 0) return true;
  return formOnly && !withParts(expression).some(asksForWhatIsThere);
}

/** Functions that fail for some values, and not for others. */
const asksForWhatIsThere = ({ kind }: Expression): boolean =>
  kind === 'select' || kind === 'find-in-map';

function evaluated(template: Template): readonly TemplateFault[] {
  const names = Object.keys(template.parameters);
  const values = Object.fromEntries(names.map((name) => [name, anyValue]));
  const evaluation = evaluateTemplate(template, values);
  return evaluation.kind === 'refused' ? [evaluation.fault] : [];
}
