import type { ReasonCodes } from '../domain/outcome.js';
import { isPortError } from '../gangway-error.js';
import { BlockRegistry } from '../ports/block-registry.js';
import { CertificateRegistry } from '../ports/certificate-registry.js';
import { ClaimLedger } from '../ports/claim-ledger.js';
import { DeviceRegistry } from '../ports/device-registry.js';
import type { PortCall } from '../ports/port-call.js';
import { SecretStore } from '../ports/secret-store.js';
import { ThingRegistry } from '../ports/thing-registry.js';
import { portName, type Token } from '../ports/token.js';
import { isPromise } from './deadline.js';
import { portCode } from './port-code.js';

/** Who is told of calls, and by what. */
export interface PortObserver {
  readonly observe: (call: PortCall) => void;
  /** Milliseconds on a scale that never goes back. */
  readonly monotonic: () => number;
  readonly reasonCodes: ReasonCodes;
}

/** The ports behind which something else is asked, and their methods. */
const operations: ReadonlyMap<Token<unknown>, readonly string[]> = new Map<
  Token<unknown>,
  readonly string[]
>([
  [DeviceRegistry, ['find']],
  [ClaimLedger, ['commit', 'confirm', 'release']],
  [BlockRegistry, ['find']],
  [SecretStore, ['get']],
  [ThingRegistry, ['find']],
  [CertificateRegistry, ['find']],
]);

type Method = (...given: readonly unknown[]) => unknown;

/**
 * A port of which each call is told once it has ended. It answers as the port itself does, throws what that throws, and has
 * the port's own methods and nothing else. Ports that ask nobody, such as a clock, are given back as they are.
 *
 * @example
 * const clock = fakeClock();
 * const calls: PortCall[] = [];
 * const { registry } = openMemoryStore(clock);
 * const observed = observedPort(DeviceRegistry, registry, {
 *   observe: (call) => calls.push(call),
 *   monotonic: () => clock.monotonic(),
 *   reasonCodes: coreReasonCodes,
 * });
 * await observed.find('SN-0001', { signal });
 * calls[0]; // { port: 'DeviceRegistry', operation: 'find', outcome: 'answered', durationMs: 0 }
 */
export function observedPort<T>(token: Token<T>, port: T, observer: PortObserver): T {
  const names = operations.get(token);
  if (names === undefined) return port;
  const methods = port as Readonly<Record<string, Method>>;
  const observed = names
    .filter((name) => typeof methods[name] === 'function')
    .map((name) => [
      name,
      (...given: readonly unknown[]) =>
        observeCall(
          () => methods[name]?.(...given),
          { port: portName(token), operation: name },
          observer,
        ),
    ]);
  return Object.freeze(Object.fromEntries(observed)) as T;
}

function observeCall(
  call: () => unknown,
  named: Pick<PortCall, 'port' | 'operation'>,
  observer: PortObserver,
): unknown {
  const start = observer.monotonic();
  const answered = () => tell({ ...named, outcome: 'answered' }, start, observer);
  const failed = (error: unknown) => {
    const code = isPortError(error)
      ? { code: portCode(observer.reasonCodes, String(error.code)) }
      : {};
    tell({ ...named, outcome: 'failed', ...code }, start, observer);
  };
  try {
    const answer = call();
    if (!isPromise(answer)) {
      answered();
      return answer;
    }
    // The promise itself is handed on: nobody waits for who is told.
    const promise = Promise.resolve(answer);
    promise.then(answered, failed);
    return promise;
  } catch (error) {
    failed(error);
    throw error;
  }
}

function tell(call: Omit<PortCall, 'durationMs'>, start: number, observer: PortObserver): void {
  try {
    const durationMs = observer.monotonic() - start;
    const told: unknown = observer.observe(Object.freeze({ ...call, durationMs }));
    // One that waits must not end the process when it rejects.
    if (isPromise(told)) Promise.resolve(told).catch(() => undefined);
  } catch {
    // What is told of a call must not change what comes of it.
  }
}
