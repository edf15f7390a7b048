import { composeHook, defineHook } from '@gangway/composition';
import type { Decision, Plugin, PreProvisioningEvent } from '@gangway/core';
import { remoteHook } from '@gangway/plugins/remote-hook';
import {
  anEvent,
  type FakeClock,
  fakeClock,
  memoryDecisionSink,
  memoryLogger,
} from '@gangway/testing';
import { type LambdaServer, startLambdaServer } from '@gangway/testing/lambda';

export type Options = Parameters<typeof remoteHook>[0];

/** What a value that must not be told looks like. */
export const canary = 'CANARY';

export const yes = {
  allowProvisioning: true,
  parameterOverrides: { DeviceLocation: `Seattle-${canary}` },
};

/** A server with one function, `old-hook`, that answers this; and takes plain requests as well. */
export const serving = (answer: (event: unknown) => unknown = () => yes): Promise<LambdaServer> =>
  startLambdaServer({ functions: { 'old-hook': answer }, unsigned: true });

/** By AWS's SDK. Nothing is taken from the environment. */
export const byLambda = (server: LambdaServer, more: Partial<Options> = {}): Plugin =>
  remoteHook({
    lambda: {
      functionName: 'old-hook',
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: `${canary}-key` },
    },
    keys: ['DeviceLocation'],
    ...more,
  });

/** By a plain POST. */
export const byUrl = (server: LambdaServer, more: Partial<Options> = {}): Plugin =>
  remoteHook({ url: server.invocationsUrl('old-hook'), keys: ['DeviceLocation'], ...more });

export interface Asked {
  readonly decision: Decision;
  /** All that a log, a trace or a sink got to see. */
  readonly told: string;
}

/** Decides under a clock that stands still unless it is moved, and listens to all that is told about it. */
export function asking(plugins: readonly Plugin[]) {
  const [clock, logger, sink] = [fakeClock(), memoryLogger(), memoryDecisionSink()];
  const replace = [clock.plugin(), logger.plugin(), sink.plugin()];
  const hook = composeHook(defineHook(plugins), { replace });
  return {
    clock: clock as FakeClock,
    hook,
    async ask(event: PreProvisioningEvent = anEvent(), deadlineMs?: number): Promise<Asked> {
      const deadline = deadlineMs === undefined ? {} : { deadline: clock.now() + deadlineMs };
      const decision = await hook.decide(event, deadline);
      return { decision, told: JSON.stringify([sink.records, logger.lines]) };
    },
  };
}
