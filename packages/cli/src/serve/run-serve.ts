import { type RunningServer, serve, serveUntil } from '@gangway/adapter-http';
import type { Hook } from '@gangway/composition';
import { CompositionError } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import type { ServeInput } from '../commands/serve.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { loadHook } from '../hook/load-hook.js';
import type { Io } from '../terminal/io.js';

/** Serves a hook until the process is told to stop. Its decisions are logged by the hook's own logger. */
export async function runServe(input: ServeInput, io: Io): Promise<ExitCode> {
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  const hook = await loadHook(input.hook);
  io.outliveReader();
  const server = await listen(hook, input);
  if (input.json === true) io.out(`${JSON.stringify({ url: server.url })}\n`);
  else
    io.err(
      `gangway: ${input.hook} listens on ${server.url}; POST events to ${server.url}/events\n`,
    );
  await serveUntil(stop.signal, server);
  return exitCode.done;
}

async function listen(hook: Hook, { port, host }: ServeInput): Promise<RunningServer> {
  try {
    return await serve(hook, { port, hostname: host, insecure: 'loopback' });
  } catch (error) {
    if (error instanceof CompositionError) {
      throw new CliFault('USAGE', error.message, { cause: error });
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CliFault(
        'PORT_IN_USE',
        `Something else listens on ${host} port ${port}; --port 0 takes a free one.`,
        { cause: error },
      );
    }
    if (typeof code !== 'string') throw error;
    throw new CliFault('LISTEN_FAILED', `Cannot listen on ${host} port ${port} (${code}).`, {
      cause: error,
    });
  }
}
