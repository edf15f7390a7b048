import type { DecidingHook, Lifecycle, LogLevel, PortCall } from '@gangway/core';
import { errorText } from './answer.js';
import { serverMetrics } from './metrics/server-metrics.js';
import type { RunningServer } from './serve.js';
import { serveUntil } from './serve-until.js';
import { readSettings } from './settings/read-settings.js';
import { serveSettings } from './settings/serve-settings.js';
import type { ServerSettings } from './settings/server-settings.js';

/** What a container has for the hook that it is to run. */
export interface ContainerParts {
  /** The level that `GANGWAY_LOG_LEVEL` says. */
  readonly logLevel: LogLevel;
  /** Counts calls of ports for `GET /metrics`: `composeHook`'s `observe`. */
  observe(call: PortCall): void;
}

/** A hook as a container runs it. */
export interface ContainerHook {
  readonly hook: DecidingHook;
  /** For `POST /lifecycle`, of a hook whose claims are confirmed by presence. */
  readonly lifecycle?: Lifecycle;
}

/** What of Node's `process` a container needs. */
export interface ContainerProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderr: { write(text: string): unknown };
  on(signal: 'SIGTERM' | 'SIGINT', listener: (signal: string) => void): unknown;
}

export interface ContainerOptions {
  /** `process` of the entry point: its environment, its standard error for what comes before a log, its signals. */
  readonly process: ContainerProcess;
  /** Settings for where the environment says nothing. */
  readonly settings?: ServerSettings;
}

/**
 * Runs a hook as a container does: reads the settings out of the environment, serves, and at SIGTERM or SIGINT stops once
 * everything in flight is answered. What keeps it from serving is told in one line on standard error.
 *
 * @param compose makes the hook with what the container has for it
 * @returns the code for the process to exit with: 0 when it was told to stop, 1 when it could not serve. To exit is for the
 * entry point: a connection that a plugin holds open would keep the process
 * @example
 * const ended = runContainer(({ observe }) => ({ hook: composeHook(definition, { observe }) }), {
 *   process,
 *   settings: { port: 0, insecure: 'loopback' },
 * });
 * process.emit('SIGTERM'); // what stops a container sends it
 * await ended; // 0
 */
export async function runContainer(
  compose: (parts: ContainerParts) => ContainerHook | Promise<ContainerHook>,
  { process, settings: values = {} }: ContainerOptions,
): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort(signal));
  try {
    const settings = readSettings({
      environment: process.env,
      code: { values, named: (name) => `runContainer, settings.${name}` },
    });
    const metrics = serverMetrics();
    const { logLevel } = settings.values;
    const { hook, ...parts } = await compose({ logLevel, observe: metrics.observePort });
    const server = await serveSettings(hook, settings, { ...parts, metrics });
    await serveLogged(hook, server, stop.signal);
    return 0;
  } catch (error) {
    process.stderr.write(`gangway: ${faultText(error)}\n`);
    return 1;
  }
}

async function serveLogged({ logger }: DecidingHook, server: RunningServer, stop: AbortSignal) {
  logger.log('info', 'the hook listens', { url: server.url });
  stop.addEventListener('abort', () => logger.log('info', 'the hook stops', { on: stop.reason }));
  await serveUntil(stop, server);
  logger.log('info', 'the hook has stopped');
}

const faultText = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : errorText(error);
