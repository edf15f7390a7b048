export { evaluateTemplate } from './evaluate/evaluate-template.js';
export type { ListExpression, TextExpression } from './expression.js';
export type { FaultMeaning } from './faults/fault-meaning.js';
export { templateFaults } from './faults/template-faults.js';
export { certificateIdParameter } from './read/parameters.js';
export { readTemplate } from './read/read-template.js';
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
