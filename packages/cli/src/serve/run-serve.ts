import { serverMetrics, serveUntil } from '@gangway/adapter-http';
import type { ServeInput } from '../commands/serve.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { listen } from './listen.js';
import { loadServed, type Served } from './load-served.js';
import { sayWhere } from './say-where.js';
import { servedSettings } from './served-settings.js';

/** Serves a hook until the process is told to stop. Its decisions are logged by the hook's own logger. */
export async function runServe(input: ServeInput, io: Io): Promise<ExitCode> {
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  const metrics = serverMetrics();
  const served = await loadServed(input.hook, io, metrics.observePort);
  const options = await servedSettings(input, served.settings, io);
  io.outliveReader();
  const server = await listen(served.hook, { ...options, ...presenceOf(served), metrics });
  sayWhere(input, { ...options, url: server.url }, io);
  await serveUntil(stop.signal, server);
  return exitCode.done;
}

const presenceOf = ({ lifecycle }: Served) => (lifecycle === undefined ? {} : { lifecycle });
