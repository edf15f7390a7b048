import { composeHook, defineHook, type Hook } from '@gangway/composition';
import { defineCheck, type Plugin, permit } from '@gangway/core';
import { ssmOverrides } from '@gangway/plugins/ssm-overrides';
import { type FakeClock, fakeClock, memoryLogger } from '@gangway/testing';

export type SsmOptions = Parameters<typeof ssmOverrides>[0];

/** Options for a server on this machine: nothing is taken from the environment. */
export const localOptions = (endpoint: string, options: Partial<SsmOptions> = {}): SsmOptions => ({
  path: '/fleet',
  keys: ['Site'],
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  ...options,
});

/** A hook that lets everybody in and gives what Parameter Store at that address has. */
export function hookAt(
  endpoint: string,
  options: Partial<SsmOptions> = {},
  more: readonly Plugin[] = [],
): { readonly hook: Hook; readonly clock: FakeClock; readonly log: () => string } {
  const clock = fakeClock();
  const logger = memoryLogger();
  const hook = composeHook(
    defineHook([
      defineCheck('everybody', () => permit()),
      ssmOverrides(localOptions(endpoint, options)),
      ...more,
    ]),
    { replace: [clock.plugin(), logger.plugin()] },
  );
  return { hook, clock, log: () => JSON.stringify(logger.lines) };
}
