import { resolve } from 'node:path';
import { serverMetrics, serveUntil } from '@gangway/adapter-http';
import type { ServeInput } from '../../commands/serve.js';
import { type ExitCode, exitCode } from '../../exit-code.js';
import type { Io } from '../../terminal/io.js';
import { assertFile } from '../../terminal/read-input.js';
import { listen } from '../listen.js';
import { readServeSettings } from '../read-serve-settings.js';
import { tellListening } from '../tell-listening.js';
import { onChange } from './on-change.js';
import { reloading } from './reloading.js';
import { startVersion, type VersionParts } from './start-version.js';
import { switchingHook } from './switching-hook.js';
import { versionTeller } from './version-teller.js';
import { watchedFiles } from './watched-files.js';

/**
 * Serves a hook and loads it anew when it changes. Server, port, memory of replays and metrics stay; the hook is another
 * process for each version, so that nothing of an old one is left and one that breaks takes nothing with it.
 */
export async function runWatch(input: ServeInput, io: Io, stop: AbortSignal): Promise<ExitCode> {
  await assertFile(input.hook, 'HOOK');
  const files = watchedFiles(resolve(input.hook));
  const metrics = serverMetrics();
  const parts: VersionParts = {
    hook: input.hook,
    settings: (exported) => readServeSettings(input, exported, io),
    onFile: files.add,
    onObserved: metrics.observePort,
  };
  const startedAt = Date.now();
  const first = await startVersion(parts, stop).catch(unlessStopped(stop));
  if (first === undefined) return exitCode.done;
  const { settings, takesPresence } = first;
  const serving = switchingHook(first, io.out);
  io.outliveReader();
  const server = await listen(serving.hook, settings, {
    metrics,
    ...(takesPresence ? { lifecycle: serving.lifecycle } : {}),
  });
  tellListening(server, input, first, io);
  const versions = reloading(serving, parts, versionTeller(input, settings, io));
  const watch = onChange(files, startedAt, Date.now, versions.reload);
  await serveUntil(stop, server);
  watch.stop();
  await versions.stop();
  return exitCode.done;
}

const unlessStopped = (stop: AbortSignal) => (error: unknown) => {
  if (!stop.aborted) throw error;
  return undefined;
};
