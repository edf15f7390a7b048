import { type LambdaProxyOptions, lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import type { PreProvisioningResponse } from '@gangway/core';
import { anEvent, type LogLine, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';

export const denial: PreProvisioningResponse = { allowProvisioning: false, parameterOverrides: {} };
export const oslo: PreProvisioningResponse = {
  allowProvisioning: true,
  parameterOverrides: { Site: 'Oslo' },
};

/** Milliseconds that are left of an invocation: long enough for whatever should come, and short for what never does. */
export const context = (remainingMs = 3_000, awsRequestId = 'request-1') => ({
  awsRequestId,
  getRemainingTimeInMillis: () => remainingMs,
});

/** A proxy whose log is at hand. */
export function proxyTo(options: LambdaProxyOptions) {
  const logger = memoryLogger();
  const handler = lambdaProxyHandler({ logger, ...options });
  return {
    handler,
    logger,
    ask: (remainingMs?: number) => handler(anEvent(), context(remainingMs)),
    last: (): LogLine['fields'] => logger.lines.at(-1)?.fields ?? {},
  };
}

/** Asks, and holds the answer to be a denial with this code. */
export async function expectDenial(
  proxy: ReturnType<typeof proxyTo>,
  code: string,
  remainingMs?: number,
): Promise<LogLine['fields']> {
  expect(await proxy.ask(remainingMs)).to.deep.equal(denial);
  const fields = proxy.last();
  expect(fields.code, JSON.stringify(fields)).to.equal(code);
  return fields;
}
