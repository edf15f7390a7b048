// A secret by the SDK, which is imported and asked in `prepare`.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import { firstHookWith } from './first-hook-with.js';

const hook = composeHook(firstHookWith({ via: 'sdk' }));

export const handler = lambdaHandler(hook);
export const prepare = () => hook.prepare();
