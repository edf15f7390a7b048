// The secret is asked for while the module is loaded, and nobody waits for it before the first request.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { hook } from './hook.js';

export const handler = lambdaHandler(hook);
