import type { ReasonCodes } from '../domain/outcome.js';
import { isPortError } from '../gangway-error.js';
import type { Clock } from '../ports/clock.js';
import type { PortAnswer } from '../ports/port-answer.js';
import { first } from './deadline.js';
import { describeError } from './describe-error.js';
import { portCode } from './port-code.js';

/** A plugin's question whether what it depends on answers, with its ports. */
export interface ReadyProbe {
  readonly plugin: string;
  readonly probe: (signal: AbortSignal) => Promise<void>;
}

/**
 * Asks all probes at once. It never rejects, and waits no longer than the signal lets it.
 *
 * @example
 * const clock = fakeClock();
 * const registry = {
 *   plugin: 'nightly-registry',
 *   probe: async () => {
 *     throw new PortError('PORT_UNAVAILABLE', 'it is asleep');
 *   },
 * };
 * const [answer] = await askProbes([registry], { clock, reasonCodes: coreReasonCodes }, signal);
 * answer?.detail; // 'PORT_UNAVAILABLE: it is asleep'
 */
export const askProbes = (
  probes: readonly ReadyProbe[],
  { clock, reasonCodes }: { readonly clock: Clock; readonly reasonCodes: ReasonCodes },
  signal: AbortSignal,
): Promise<readonly PortAnswer[]> =>
  Promise.all(
    probes.map(async ({ plugin, probe }) => {
      const start = clock.monotonic();
      const fault = await faultOf(probe, reasonCodes, signal);
      const durationMs = clock.monotonic() - start;
      return Object.freeze({ plugin, answered: fault === undefined, ...fault, durationMs });
    }),
  );

async function faultOf(
  probe: ReadyProbe['probe'],
  reasonCodes: ReasonCodes,
  signal: AbortSignal,
): Promise<Pick<PortAnswer, 'code' | 'detail'> | undefined> {
  try {
    signal.throwIfAborted();
    await first(probe(signal), signal);
    return undefined;
  } catch (error) {
    // A port that gives up at our signal rejects with an error of its own.
    if (signal.aborted) return late;
    const code = isPortError(error) ? String(error.code) : 'PORT_UNAVAILABLE';
    return { code: portCode(reasonCodes, code), detail: describeError(error).text };
  }
}

const late = Object.freeze({
  code: 'DEADLINE_EXCEEDED',
  detail: 'it had not answered when the time was up',
});
