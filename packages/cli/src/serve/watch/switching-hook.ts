import { composeHook, defineHook } from '@gangway/composition';
import type { DecideOptions, DecidingHook, Decision, Lifecycle, LogLevel } from '@gangway/core';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import type { Version } from './start-version.js';

/** A hook whose versions follow one another under one server. */
export interface SwitchingHook {
  readonly hook: DecidingHook;
  readonly lifecycle: Lifecycle;
  current(): Version;
  /** From now on the version decides; what the one before was asked, that one still answers. */
  switchTo(version: Version): void;
}

const noAnswer = Object.freeze([
  { plugin: 'hook', answered: false, code: 'HOOK_FAILED', durationMs: 0 },
]);

/** What answers and logs while there is no process that could. */
const standIn = (write: (line: string) => void) =>
  composeHook(defineHook([]), { replace: [pinoLogger({ destination: { write } })] });

/**
 * Puts a server before a version that can be changed. Each call is one version's from beginning to end. Where that ends
 * before it has answered, the call is a denial.
 */
export function switchingHook(first: Version, write: (line: string) => void): SwitchingHook {
  const bare = standIn(write);
  const { clock } = bare;
  let version = first;
  let hasEnded = false;
  const switchTo = (next: Version): void => {
    version = next;
    hasEnded = false;
    void next.ended.then(() => {
      if (version === next) hasEnded = true;
    });
  };
  switchTo(first);
  const logger = Object.freeze({
    log: (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) =>
      (hasEnded ? bare.logger : version).log(level, message, fields),
  });
  const remaining = (deadline: number | undefined) =>
    deadline === undefined ? {} : { remainingMs: deadline - clock.now() };
  const orDenied = async (asked: Promise<Decision>, options: DecideOptions): Promise<Decision> => {
    try {
      return await asked;
    } catch (error) {
      return bare.refuse('HOOK_FAILED', error instanceof Error ? error.message : '', options);
    }
  };
  const told = ({ deadline, requestId }: DecideOptions) => ({
    ...remaining(deadline),
    ...(requestId === undefined ? {} : { requestId }),
  });
  const prepare = async (signal?: AbortSignal) => {
    await version.call('prepare', undefined, signal).catch(() => undefined);
  };
  return Object.freeze({
    hook: Object.freeze({
      clock,
      logger,
      decide: (event: unknown, options: DecideOptions = {}) =>
        orDenied(
          version.call('decide', { event: JSON.stringify(event), ...told(options) }),
          options,
        ),
      refuse: (
        code: Parameters<DecidingHook['refuse']>[0],
        detail: string,
        options: DecideOptions = {},
      ) => orDenied(version.call('refuse', { code, detail, ...told(options) }), options),
      prepare,
      probe: (signal: AbortSignal) =>
        version.call('probe', undefined, signal).catch(() => noAnswer),
    }),
    lifecycle: Object.freeze({
      clock,
      logger,
      take: (message: unknown, { deadline, signal }: Parameters<Lifecycle['take']>[1] = {}) =>
        version.call('take', { message: JSON.stringify(message), ...remaining(deadline) }, signal),
    }),
    current: () => version,
    switchTo,
  });
}
