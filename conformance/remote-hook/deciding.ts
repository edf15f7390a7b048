import { performance } from 'node:perf_hooks';
import { composeHook, defineHook } from '@gangway/composition';
import type { Decision } from '@gangway/core';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { staticOverrides } from '@gangway/plugins/static-overrides';
import { anEvent, memoryLogger } from '@gangway/testing';

export type Command = NonNullable<NonNullable<Parameters<typeof remoteHook>[0]>['command']>;

/** What a decision comes to, in a line: its code, or its overrides. */
export const outcomeOf = (decision: Decision): string =>
  decision.outcome === 'ALLOW'
    ? `ALLOW ${JSON.stringify(decision.parameterOverrides)}`
    : `${decision.outcome} ${decision.reason.code}`;

interface Beside {
  /** The keys that the remote hook may set. */
  readonly keys?: readonly string[];
  /** Values of another source. */
  readonly values?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
}

/** A hook that has a process as its only check. */
export function hookOf(
  command: Command,
  { keys = ['DeviceLocation'], values, timeoutSeconds = 4 }: Beside = {},
) {
  const remote = remoteHook({ command, keys: [...keys], timeoutSeconds });
  const plugins = values === undefined ? [remote] : [remote, staticOverrides({ values })];
  return composeHook(defineHook(plugins), { replace: [memoryLogger().plugin()] });
}

/** What a hook comes to, once it is ready; and how long it took in milliseconds. */
export async function askReady(command: Command, beside?: Beside) {
  const hook = hookOf(command, beside);
  const began = performance.now();
  await hook.prepare(AbortSignal.timeout(20_000));
  const prepared = performance.now();
  const outcome = outcomeOf(await hook.decide(anEvent()));
  return {
    outcome,
    startMs: prepared - began,
    firstMs: performance.now() - prepared,
    again: async () => outcomeOf(await hook.decide(anEvent())),
  };
}
