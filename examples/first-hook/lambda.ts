// How it runs in production.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import hook from './hook.js';

export const handler = lambdaHandler(composeHook(hook));
