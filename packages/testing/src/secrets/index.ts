export {
  type SecretsExtension,
  type SecretsExtensionOptions,
  startSecretsExtension,
} from './secrets-extension.js';
export type { SecretsFault, SecretsFaultTerms, WireFault } from './secrets-faults.js';
export {
  type SecretsManagerOptions,
  type SecretsManagerServer,
  startSecretsManagerServer,
} from './secrets-manager-server.js';
export type { SecretVersionTerms } from './stored-secrets.js';
