// Init ends when the secret is there.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { hook } from './hook.js';

await hook.prepare();

export const handler = lambdaHandler(hook);
