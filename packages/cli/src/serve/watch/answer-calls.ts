import { CliFault } from '../../cli-fault.js';
import { exitCode } from '../../exit-code.js';
import { createIo, type Io } from '../../terminal/io.js';
import { loadServed } from '../load-served.js';
import { type Answers, answersOf } from './answers-of.js';
import type { FromVersion, Handlers, ToVersion } from './messages.js';
import { reportImports } from './report-imports.js';
import { settingsToSend } from './settings-to-send.js';

/** Loads one version of a hook, and answers what the process that serves asks it, until that lets go of it. */
export function answerCalls(process: NodeJS.Process): void {
  const io = createIo(process);
  io.outliveReader();
  // A terminal interrupts all processes at once; when to end, the one that serves says.
  io.onStop(() => {});
  process.once('disconnect', () => void io.flush().then(() => io.exit(exitCode.done)));
  const tell = (message: FromVersion): void => {
    if (process.connected) process.send?.(message, undefined, {}, () => {});
  };
  const fail = (error: unknown, otherwise: 'UNCAUGHT' | 'INTERNAL') => {
    const { message, stack = '' } = asError(error);
    const code = error instanceof CliFault ? error.code : otherwise;
    const fault: FromVersion = { kind: 'fault', code, message, stack };
    process.send?.(fault, undefined, {}, () => process.exit(exitCode.fault));
  };
  io.onUncaught((error) => fail(error, 'UNCAUGHT'));
  const handlers = handlersFor(io, tell, (error) => fail(error, 'INTERNAL'));
  process.on('message', (message: ToVersion) => {
    const handle = handlers[message.kind] as (message: ToVersion) => void;
    handle(message);
  });
}

function handlersFor(
  io: Io,
  tell: (message: FromVersion) => void,
  fail: (error: unknown) => void,
): Handlers<ToVersion> {
  let answers: Answers | undefined;
  const open = async (hook: string): Promise<void> => {
    reportImports((file, state) => tell({ kind: 'reads', file, state }));
    const served = await loadServed(hook, io, (call) => tell({ kind: 'observed', call }));
    answers = answersOf(served);
    const takesPresence = served.lifecycle !== undefined;
    tell({ kind: 'loaded', ...settingsToSend(served.settings), takesPresence });
  };
  const asked = new Map<number, AbortController>();
  const answer = async ({ id, call }: Parameters<Handlers<ToVersion>['call']>[0]) => {
    const controller = new AbortController();
    asked.set(id, controller);
    try {
      const value = await answers?.answer(call, controller.signal);
      tell({ kind: 'answer', id, value });
    } catch (error) {
      tell({ kind: 'thrown', id, ...asThrown(error) });
    }
    asked.delete(id);
  };
  return {
    open: ({ hook }) => void open(hook).catch(fail),
    call: (message) => void answer(message),
    abort: ({ id }) => asked.get(id)?.abort(new Error('nobody waits any more')),
    log: ({ level, message, fields }) => answers?.logger.log(level, message, fields),
  };
}

/** A PortError is told by its name: the hook's packages may be other copies than the command's. */
function asThrown(error: unknown): { readonly message: string; readonly code?: string } {
  const { name, message, code } = asError(error) as Error & { readonly code?: unknown };
  return name === 'PortError' && typeof code === 'string' ? { message, code } : { message };
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
