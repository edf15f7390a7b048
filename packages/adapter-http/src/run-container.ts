import { CompositionError, type DecidingHook, type Lifecycle } from '@gangway/core';
import { errorText } from './answer.js';
import type { ServerMetrics } from './metrics/server-metrics.js';
import { serve } from './serve.js';
import { serveUntil } from './serve-until.js';
import { readSettings } from './settings/read-settings.js';
import type { ServerSettings } from './settings/server-settings.js';
import { toServeOptions } from './settings/to-serve-options.js';
import { stopSignals } from './stop-signals.js';

export interface RunContainerOptions {
  /** `process.env`, of which `GANGWAY_…` is read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What is so unless the environment says otherwise. */
  readonly settings?: ServerSettings;
  readonly lifecycle?: Lifecycle;
  readonly metrics?: ServerMetrics;
  /**
   * How it is told to stop: registers a function, and gives one that is called when all has stopped. SIGTERM and SIGINT
   * unless given; a second one of them ends the process at once.
   */
  readonly onStop?: (stop: () => void) => () => void;
}

/**
 * The entry point of an image: reads the settings, serves until the process is told to stop, and says in the hook's log what
 * it does. It never rejects.
 *
 * @returns the exit code: 0 stopped, with everything in flight answered; 1 it could not listen; 2 the settings are wrong
 * @example
 * const metrics = serverMetrics();
 * const observed = composeHook(definition, { observe: metrics.observePort });
 * const environment = { GANGWAY_PORT: 'eighty' }; // process.env
 * await runContainer(observed, { environment, metrics, onStop: () => () => {} }); // 2
 */
export async function runContainer(
  hook: DecidingHook,
  options: RunContainerOptions,
): Promise<number> {
  const { logger } = hook;
  const { onStop = stopSignals } = options;
  const stop = new AbortController();
  // Before anything that takes time: a container may be stopped while it starts.
  const stopped = onStop(() => stop.abort());
  try {
    const server = await start(hook, options);
    logger.log('info', 'the server listens', { url: server.url });
    const saysSo = () => logger.log('info', 'the server stops', {});
    if (stop.signal.aborted) saysSo();
    else stop.signal.addEventListener('abort', saysSo, { once: true });
    await serveUntil(stop.signal, server);
    logger.log('info', 'the server has stopped', {});
    return 0;
  } catch (error) {
    const isSettings = error instanceof CompositionError;
    logger.log('error', 'the server could not start', { error: errorText(error) });
    return isSettings ? 2 : 1;
  } finally {
    stopped();
  }
}

async function start(hook: DecidingHook, options: RunContainerOptions) {
  const { environment, settings, lifecycle, metrics } = options;
  const read = readSettings({ environment, ...(settings === undefined ? {} : { file: settings }) });
  for (const warning of read.warnings) hook.logger.log('warn', warning, {});
  return serve(hook, {
    ...(await toServeOptions(read)),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(metrics === undefined ? {} : { metrics }),
  });
}
