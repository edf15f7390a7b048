export { evaluateTemplate } from './evaluate/evaluate-template.js';
export type { ListExpression, TextExpression } from './expression.js';
export type { FaultMeaning } from './faults/fault-meaning.js';
export { templateFaults } from './faults/template-faults.js';
export type { HookUse, LintFinding, LintLevel } from './lint/finding.js';
export { type LintCode, lintCodes } from './lint/lint-codes.js';
export { type LintOptions, lintTemplate } from './lint/lint-template.js';
export { certificateIdParameter } from './read/parameters.js';
export { readTemplate } from './read/read-template.js';
export type { JsonSchema } from './schema/json-schema.js';
export { templateSchema } from './schema/template-schema.js';
export type {
  CertificateResource,
  Evaluation,
  OverrideSetting,
  PolicyResource,
  Provisioning,
  Template,
  TemplateFault,
  TemplateReading,
  ThingProperty,
  ThingResource,
} from './template.js';
