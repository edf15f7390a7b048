export type { FaultTerms as SecretsFaultTerms } from '../aws-json/json-faults.js';
export {
  type SecretsExtension,
  type SecretsExtensionOptions,
  startSecretsExtension,
} from './secrets-extension.js';
export type { SecretsFault, WireFault } from './secrets-faults.js';
export {
  type SecretsManagerOptions,
  type SecretsManagerServer,
  startSecretsManagerServer,
} from './secrets-manager-server.js';
export type { SecretVersionTerms } from './stored-secrets.js';
