export type { ListExpression, TextExpression } from './expression.js';
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
