import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type ServeOptions, serverMetrics, serveUntil } from '@gangway/adapter-http';
import type { ServeInput } from '../../commands/serve.js';
import { type ExitCode, exitCode } from '../../exit-code.js';
import { reportFault } from '../../report-fault.js';
import type { Io } from '../../terminal/io.js';
import { assertFile } from '../../terminal/read-input.js';
import { listen } from '../listen.js';
import { sayWhere } from '../say-where.js';
import { servedSettings } from '../served-settings.js';
import { startVersion } from './start-version.js';
import { type SwitchingHook, switchingHook } from './switching-hook.js';
import { createVersions, type Versions } from './versions.js';
import { type WatchedFiles, watchedFiles } from './watched-files.js';

// Twice the same change is a whole one: an editor may write a file in several steps.
const lookMs = 150;

/**
 * Serves a hook, and each version of it that is written while it does. The one before decides until the next does, and as
 * long as there is none that loads. There is one server for all of them, so that it never stops to listen, and what it
 * knows of signed calls and counts is kept: a server that was new would refuse every call that was signed before.
 *
 * @throws CliFault where the first version does not load or cannot listen
 */
export async function runWatch(input: ServeInput, io: Io): Promise<ExitCode> {
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry; the versions end with this process.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  await assertFile(input.hook, 'HOOK');
  const metrics = serverMetrics();
  const files = watchedFiles(resolve(input.hook));
  const heard = { reads: files.reads, observed: metrics.observePort };
  files.begin();
  const first = await startVersion(input.hook, heard, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
    return undefined;
  });
  if (first === undefined) return exitCode.done;
  files.serves();
  const options = await servedSettings(input, first.settings, io);
  const serving = switchingHook(first, io.out);
  io.outliveReader();
  const server = await listen(serving.hook, {
    ...options,
    metrics,
    ...(first.takesPresence ? { lifecycle: serving.lifecycle } : {}),
  });
  sayWhere(input, { ...options, url: server.url }, io);
  const versions = versionsOf(input, { serving, files, heard, options }, io);
  const stopLooking = look(files, versions);
  await serveUntil(stop.signal, server);
  stopLooking();
  await versions.stop();
  return exitCode.done;
}

interface Watched {
  readonly serving: SwitchingHook;
  readonly files: WatchedFiles;
  readonly heard: Parameters<typeof startVersion>[1];
  /** What the server was started by. */
  readonly options: ServeOptions;
}

function versionsOf(input: ServeInput, { serving, files, heard, options }: Watched, io: Io) {
  // What is to be said of the environment was said at the start.
  const quiet: Io = { ...io, err: () => {} };
  let given = options;
  return createVersions(input.hook, serving, {
    ...heard,
    async accepts({ settings }) {
      given = await servedSettings(input, settings, quiet);
    },
    hasReplaced() {
      files.serves();
      io.err(`gangway: ${input.hook} has changed; the new version answers now\n`);
      if (isDeepStrictEqual(lasting(given), lasting(options))) return;
      io.err('gangway: its settings have changed, too; a restart puts them into effect\n');
    },
    fault(error, another) {
      files.failed();
      reportFault(error, input, io);
      io.err(
        `gangway: ${another ? 'the version before goes on' : 'every call is denied until it changes'}\n`,
      );
    },
  });
}

/** The settings of a server as long as it runs; a function that gives keys is another one in each version. */
const lasting = ({ keys, ...others }: ServeOptions): unknown => ({
  ...others,
  keys: typeof keys === 'function' ? 'a function' : keys,
});

/** Loads the hook anew when its files have changed. */
function look(files: WatchedFiles, versions: Versions): () => void {
  let seen: string | undefined;
  const timer = setInterval(() => {
    const change = files.change();
    if (change !== undefined && change === seen) {
      files.begin();
      versions.load();
    }
    seen = change;
  }, lookMs);
  return () => clearInterval(timer);
}
