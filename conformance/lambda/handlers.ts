// Handlers that a test drives in the real Lambda runtime client: what must hold when things go wrong.
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, permit } from '@gangway/core';

const yes = defineCheck('yes', () => permit());
const throwing = defineCheck('throwing', () => {
  throw new Error('this plugin is broken');
});
const slow = defineCheck('slow', () => new Promise(() => {}));
const blocking = defineCheck('blocking', ({ receivedAt, deadline }) => {
  // Holds the event loop until the deadline is over: no timer can end this.
  while (Date.now() < deadline + (deadline - receivedAt) / 100);
  return permit();
});

export const throws = lambdaHandler(composeHook(defineHook([yes, throwing])));
export const hangs = lambdaHandler(composeHook(defineHook([yes, slow])));
export const blocks = lambdaHandler(composeHook(defineHook([yes, blocking])));
