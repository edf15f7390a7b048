import type { Clock, DecidingHook, PortAnswer } from '@gangway/core';
import { errorText } from './answer.js';
import type { Gate } from './gate/gate.js';
import { kept } from './kept.js';

/** Whether a server is to get calls, and if not, why: no more than a stranger may see. */
export type ReadyState =
  | { readonly status: 'ready' | 'starting' | 'stopping' }
  | {
      readonly status: 'unavailable';
      /** What does not answer: plugins, or `keys`, with the code of what went wrong. */
      readonly unavailable: readonly { readonly plugin: string; readonly code: string }[];
    };

// However many ask, and however often: what a hook depends on is asked once in this time.
const keptMs = 1_000;
// Kubernetes gives a readiness probe one second unless told otherwise, load balancers five.
const probeMs = 900;
// For a hook whose probes do not end by the signal, as composed ones do, all with their names.
const deafMs = 50;

type Silent = Omit<PortAnswer, 'durationMs'>;

/**
 * Asks a hook's probes whether what it depends on answers, and the gate whether it has keys. All who ask at one time, or within a second after, get one answer.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/probes/
 */
export function probedReadiness(hook: DecidingHook, gate: Gate): () => Promise<ReadyState> {
  const { clock, logger } = hook;
  let told = '';
  const ask = async (): Promise<ReadyState> => {
    const silent = (await Promise.all([silentKeys(gate, clock), silentPorts(hook)])).flat();
    const unavailable = silent.map(({ plugin, code = 'PORT_UNAVAILABLE' }) => ({ plugin, code }));
    // Said when it changes: a load balancer asks every few seconds for as long as it lasts.
    const now = JSON.stringify(unavailable);
    if (now !== told && silent.length > 0) {
      logger.log('warn', 'what the hook depends on does not answer', { unavailable: silent });
    }
    told = now;
    return silent.length === 0 ? { status: 'ready' } : { status: 'unavailable', unavailable };
  };
  return kept(clock, keptMs, ask);
}

/** It never rejects, and takes no longer than it may. */
async function silentPorts(hook: DecidingHook): Promise<readonly Silent[]> {
  const controller = new AbortController();
  const deaf = Promise.withResolvers<never>();
  const timers = [
    hook.clock.after(probeMs, () => controller.abort(new Error('the time to answer is over'))),
    hook.clock.after(probeMs + deafMs, () => deaf.reject(new Error('the probes did not end'))),
  ];
  try {
    const answers = await Promise.race([hook.probe?.(controller.signal) ?? [], deaf.promise]);
    return answers.filter(({ answered }) => !answered);
  } catch (error) {
    const failed = { plugin: 'hook', answered: false, code: 'HOOK_FAILED' };
    return [{ ...failed, detail: errorText(error) }];
  } finally {
    for (const cancel of timers) cancel();
  }
}

/** Without keys every call is refused, so that one who is sent here would better be sent elsewhere. */
async function silentKeys(gate: Gate, clock: Clock): Promise<readonly Silent[]> {
  const late = Promise.withResolvers<false>();
  const cancel = clock.after(probeMs, () => late.resolve(false));
  try {
    return (await Promise.race([gate.hasKeys(), late.promise])) ? [] : [noKeys];
  } finally {
    cancel();
  }
}

const noKeys: Silent = Object.freeze({
  plugin: 'keys',
  answered: false,
  code: 'CALL_KEYS_UNAVAILABLE',
  detail: 'the keys of the hop could not be had',
});
