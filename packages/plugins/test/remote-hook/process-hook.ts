import { fileURLToPath } from 'node:url';
import { composeHook, defineHook } from '@gangway/composition';
import type { Decision } from '@gangway/core';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { anEvent, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import * as v from 'valibot';
import { callProcess } from '../../dist/remote-hook/process/call-process.js';
import { hookCommand } from '../../dist/remote-hook/process/command.js';

type Command = NonNullable<NonNullable<Parameters<typeof remoteHook>[0]>['command']>;

const oddHook = fileURLToPath(new URL('./odd-hook-process.js', import.meta.url));

/** The command that runs `odd-hook-process`. */
export const oddCommand = (start = 'well', more: Partial<Command> = {}): Command => ({
  run: [process.execPath, oddHook, start],
  ...more,
});

/** A hook whose only check is a process. */
export function processHook(command: Command, timeoutSeconds = 4) {
  const plugin = remoteHook({ command, keys: ['Pid', 'Names', 'DeviceLocation'], timeoutSeconds });
  const logger = memoryLogger();
  const sink = memoryDecisionSink();
  const hook = composeHook(defineHook([plugin]), {
    replace: [logger.plugin(), sink.plugin()],
  });
  return {
    prepare: (signal?: AbortSignal) => hook.prepare(signal),
    /** Asks it to do something. */
    decide: (act = 'answer', parameters: Readonly<Record<string, string>> = {}) =>
      hook.decide({ ...anEvent(), parameters: { ...parameters, Do: act } }),
    /** All that an operator gets to see. */
    output: () => JSON.stringify([logger.lines, sink.records]),
  };
}

/** The overrides of an answer, or why there are none. */
export const overridesOf = (decision: Decision): Readonly<Record<string, string>> | string =>
  decision.outcome === 'ALLOW'
    ? decision.parameterOverrides
    : `${decision.outcome} ${decision.reason.code}`;

/** The code with which a process does not start, however busy the machine is. */
export async function startFault(command: Command): Promise<unknown> {
  const { open } = callProcess(v.parse(hookCommand, command));
  return open(AbortSignal.timeout(15_000)).then(
    () => 'it started',
    ({ code }) => code,
  );
}
