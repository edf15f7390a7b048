import { CliFault } from '../../cli-fault.js';
import { exitCode } from '../../exit-code.js';
import { createIo } from '../../terminal/io.js';
import { listen } from '../listen.js';
import { loadServed } from '../load-served.js';
import { servedSettings } from '../served-settings.js';
import { stopMessage, type VersionInput, type VersionMessage } from './messages.js';
import { reportImports } from './report-imports.js';

// As long as after a signal: for what is on its way on connections that are kept.
const lingerMs = 500;

/** Serves one version of a hook until it is told that there is another, or that all is over. */
export async function serveVersion(input: VersionInput, process: NodeJS.Process): Promise<void> {
  const io = createIo(process);
  const tell = (message: VersionMessage) => void process.send?.(message);
  // A terminal interrupts all processes at once; when to end, the one that watches says.
  io.onStop(() => {});
  const stop = new Promise<void>((resolve) => {
    process.on('message', (message) => message === stopMessage && resolve());
  });
  const fail = (error: unknown, otherwise: 'UNCAUGHT' | 'INTERNAL') => {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof CliFault ? error.code : otherwise;
    const fault: VersionMessage = { kind: 'fault', code, message, stack };
    process.send?.(fault, undefined, {}, () => process.exit(exitCode.fault));
  };
  io.onUncaught((error) => fail(error, 'UNCAUGHT'));
  reportImports((file, state) => tell({ kind: 'reads', file, state }));
  try {
    const served = await loadServed(input.hook, io);
    const { port, ...settings } = await servedSettings(input, served.settings, io);
    io.outliveReader();
    const server = await listen(served, {
      ...settings,
      port: port === 0 ? (input.freePort ?? 0) : port,
      // Two versions share the port for a moment: one that drained would not be ready, and yet get calls.
      drainMs: 0,
    });
    const { insecure } = settings;
    tell({ kind: 'serves', url: server.url, ...(insecure === undefined ? {} : { insecure }) });
    await stop;
    await server.close({ lingerMs, onDeaf: () => tell({ kind: 'left' }) });
    await io.flush();
    process.exit(exitCode.done);
  } catch (error) {
    fail(error, 'INTERNAL');
  }
}
