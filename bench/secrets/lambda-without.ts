// The hook without a secret.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import definition from '../../examples/first-hook/hook.js';

const hook = composeHook(definition);

export const handler = lambdaHandler(hook);
export const prepare = () => hook.prepare();
