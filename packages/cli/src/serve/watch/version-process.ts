// The process of one version of a hook: it loads the hook file once, and answers what the supervisor asks.
import { CliFault } from '../../cli-fault.js';
import type { HookFile } from '../../hook/open-hook-file.js';
import { openHookFile } from '../../hook/open-hook-file.js';
import { reportFault } from '../../report-fault.js';
import { createIo } from '../../terminal/io.js';
import { composeServed } from '../compose-served.js';
import { type AnswerCall, answersOf } from './answers-of.js';
import type { FromVersion, ToVersion } from './messages.js';
import { settingsToSend } from './settings-to-send.js';

const io = createIo(process);
io.outliveReader();
io.onUncaught((error) => io.exit(reportFault(error, {}, io, 'UNCAUGHT')));
// From a terminal they come to every process of the group; here the supervisor says when it is over.
io.onStop(() => {});
process.once('disconnect', () => {
  void io.flush().then(() => io.exit(0));
});

const tell = (message: FromVersion): void => {
  // Nobody is left to be told once the channel is closed.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

let file: HookFile | undefined;
let answers: AnswerCall | undefined;
const calls = new Map<number, AbortController>();

const handlers: {
  readonly [Kind in ToVersion['kind']]: (
    message: Extract<ToVersion, { readonly kind: Kind }>,
  ) => Promise<void> | void;
} = {
  async open({ hook }) {
    file = await openHookFile(hook, (path) => tell({ kind: 'file', path }));
    tell({ kind: 'opened', ...settingsToSend(file.settings) });
  },
  compose({ logLevel }) {
    if (file === undefined) return;
    const served = composeServed(file, {
      logLevel,
      write: io.out,
      observe: (call) => tell({ kind: 'observed', call }),
    });
    answers = answersOf(served, file.settings);
    const { lifecycle, logsAsTold } = served;
    tell({ kind: 'composed', takesPresence: lifecycle !== undefined, logsAsTold });
  },
  async call({ id, call }) {
    const controller = new AbortController();
    calls.set(id, controller);
    try {
      const value = await answers?.answer(call, controller.signal);
      tell({ kind: 'answer', id, value });
    } catch (error) {
      tell({ kind: 'thrown', id, ...asPortError(error) });
    } finally {
      calls.delete(id);
    }
  },
  abort({ id }) {
    calls.get(id)?.abort(new Error('nobody waits any more'));
  },
  log({ level, message, fields }) {
    answers?.logger.log(level, message, fields);
  },
};

process.on('message', (message: ToVersion) => {
  handle(message).catch((error: unknown) => {
    const { message: text, stack = text } = asError(error);
    const code = error instanceof CliFault ? error.code : 'INTERNAL';
    tell({ kind: 'failed', code, message: text, stack });
  });
});

async function handle(message: ToVersion): Promise<void> {
  const handler = handlers[message.kind] as (message: ToVersion) => Promise<void> | void;
  await handler(message);
}

/** A PortError is told by its name: the hook's packages may be other copies than the command's. */
function asPortError(error: unknown): { readonly message: string; readonly code?: string } {
  const { name, message, code } = asError(error) as Error & { readonly code?: unknown };
  return name === 'PortError' && typeof code === 'string' ? { message, code } : { message };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
