// Reached by `import()` alone, so that a hook without this plugin, or beside the extension, never loads the SDK. Named one by
// one, so that a bundler that looks at ES modules can leave the client's other commands out.
export { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
export { boundReplies } from '../aws-client/bounded-replies.js';
