import type { Hook } from '@gangway/composition';
import type { Decision } from '@gangway/core';
import type { InvokeInput } from '../commands/invoke.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { loadHook } from '../hook/load-hook.js';
import { stderrLogger } from '../hook/stderr-logger.js';
import type { Io } from '../terminal/io.js';
import { readEvent } from './read-event.js';
import { renderDecision } from './render-decision.js';
import { toReport } from './report.js';

/** Decides once about an event, and prints the decision. */
export async function runInvoke(input: InvokeInput, io: Io): Promise<ExitCode> {
  io.reserveStdout();
  const event = await readEvent(input.event, io);
  const hook = await loadHook(input.hook, { replace: [stderrLogger(io, input.debug === true)] });
  // As a runtime does: begun before the decision, and not waited for.
  void hook.prepare();
  const decision = await decide(hook, event);
  const report = toReport(decision, { showValues: input.showValues === true });
  io.out(
    input.json === true
      ? `${JSON.stringify(report)}\n`
      : renderDecision(decision, report, hook.describe().reasonCodes, {
          paint: io.paint,
          explain: input.explain === true,
        }),
  );
  return decision.outcome === 'ALLOW' ? exitCode.done : exitCode.denied;
}

const decide = (hook: Hook, event: Awaited<ReturnType<typeof readEvent>>): Promise<Decision> =>
  event.kind === 'event' ? hook.decide(event.value) : hook.refuse(event.code, event.detail);
