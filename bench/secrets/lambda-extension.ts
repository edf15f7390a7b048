// A secret by the Lambda extension: no SDK.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import { firstHookWith } from './first-hook-with.js';

const hook = composeHook(firstHookWith({ via: 'extension' }));

export const handler = lambdaHandler(hook);
export const prepare = () => hook.prepare();
