// Serves Secrets Manager and the Lambda extension in front of it, and reports where. Ends when it is killed.
// usage: servers
import { startSecretsExtension, startSecretsManagerServer } from '@gangway/testing/secrets';
import { report } from '../report.js';
import { overrides, secretId } from './secret.js';

const { url } = await startSecretsManagerServer({
  secrets: { [secretId]: JSON.stringify(overrides) },
});
const { port, token } = await startSecretsExtension({ secretsManager: url });
report({ url, port, token });
