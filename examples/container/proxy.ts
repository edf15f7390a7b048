// The Lambda function that AWS IoT calls: it carries the event to the container, and the answer back.
import { readFileSync } from 'node:fs';
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';

const { HOOK_URL: url = '', HOP_KEYS_FILE: file = '' } = process.env;

export const handler = lambdaProxyHandler({
  url,
  // On a desk out of a file; in an account `secretKeys` of @gangway/hop takes them from Secrets Manager.
  keys: readFileSync(file, 'utf8').split('\n').filter(Boolean),
  // Within the network of compose.yaml. Elsewhere the container stands behind TLS.
  plainHttp: true,
});
