import type { CallInput } from '../commands/call.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { readEvent } from '../invoke/read-event.js';
import type { Io } from '../terminal/io.js';
import { toCallReport } from './call-report.js';
import { openProxy } from './open-proxy.js';
import { renderCall } from './render-call.js';

/** Asks a container once, through the proxy's own code: what that makes of the answer is what is printed. */
export async function runCall(input: CallInput, io: Io): Promise<ExitCode> {
  io.reserveStdout();
  const ask = await openProxy(input, io);
  const event = await readEvent(input.event, io);
  const report = toCallReport(event.kind === 'event' ? await ask(event.value) : event, {
    showValues: input.showValues === true,
  });
  io.out(input.json === true ? `${JSON.stringify(report)}\n` : renderCall(report, io.paint));
  return report.outcome === 'ALLOW' ? exitCode.done : exitCode.denied;
}
