// A proxy before a container, as it is bundled for Lambda.
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';

export const handler = lambdaProxyHandler({
  url: 'https://hook.internal:8443',
  keys: () => [process.env.HOP_KEY ?? ''],
});
