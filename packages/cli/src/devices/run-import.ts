import type { DeviceStore } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import type { ImportInput } from '../commands/devices-import.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { OpenRegistry } from '../registry/open-registry.js';
import { callSignal, toRegistryFault, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { createProgress, type Progress } from '../terminal/progress.js';
import { unreadable } from '../terminal/read-input.js';
import { type CheckedList, checkList } from './check-list.js';
import { keepYoungHeapSmall } from './keep-young-heap-small.js';
import { settingsOf } from './list-settings.js';
import { type OpenList, openList } from './open-list.js';
import { type ImportReport, renderImport } from './render-import.js';
import { type WrittenList, writeList } from './write-list.js';

/** How many bad rows are shown; all of them are counted. */
const shownRows = 20;

interface Task {
  readonly input: ImportInput;
  readonly list: OpenList;
  readonly progress: Progress;
  readonly stop: AbortSignal;
}

/** Writes a list of devices to a registry: it is read through and judged first, and then written. */
export async function runImport(
  input: ImportInput,
  io: Io,
  open?: OpenRegistry,
): Promise<ExitCode> {
  keepYoungHeapSmall();
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  // Before anything is read, so that a wrong option costs no time.
  const settings = settingsOf(input);
  const list = await orStopped(openList(input.list, io, stop.signal), stop.signal);
  const quiet = input.quiet === true || input.json === true;
  const now = () => performance.now();
  const progress = createProgress(io, { total: list.bytes, quiet, now });
  const began = now();
  try {
    const task = { input, list, progress, stop: stop.signal };
    const checking = checkList(list, settings, { progress, shown: shownRows, signal: stop.signal });
    const checked = await orStopped(named(checking, list), stop.signal);
    const written = mayWrite(checked, input) ? await write(task, checked, open) : undefined;
    progress.clear();
    const report = toReport(input, checked, written, (now() - began) / 1_000);
    io.out(
      input.json === true
        ? `${JSON.stringify(report)}\n`
        : renderImport(report, list.name, io.paint),
    );
    return written === undefined ? exitCode.denied : exitCode.done;
  } finally {
    progress.clear();
    await list.close();
  }
}

const mayWrite = ({ bad }: CheckedList, { skipInvalid = false }: ImportInput): boolean =>
  bad === 0 || skipInvalid;

type Written = WrittenList & { readonly resumedAfter: number };

async function write(task: Task, checked: CheckedList, open?: OpenRegistry): Promise<Written> {
  const { input, list } = task;
  const options = { create: true, ...(open === undefined ? {} : { open }) };
  const written = await withRegistry(
    input.registry,
    (store) => writeTo(store, task, checked),
    options,
  );
  await list.assertUnchanged();
  if (written.whole) return written;
  task.progress.clear();
  throw new CliFault('INTERRUPTED', `${howFar(list, written.upTo)}.`);
}

const howFar = ({ name }: OpenList, line: number): string =>
  line === 0
    ? `nothing of ${name} is written`
    : `${name} is written up to line ${line}; the same command goes on from there`;

async function writeTo(store: DeviceStore, task: Task, checked: CheckedList): Promise<Written> {
  const { input, list, progress, stop } = task;
  const { key } = checked;
  const earlier = await store.inventory.writtenUpTo(key, { signal: callSignal() });
  // A list that was written to its end is written anew: what others have written since is to be as the list says.
  const resumedAfter = earlier < checked.lastLine && input.restart !== true ? earlier : 0;
  let upTo = resumedAfter;
  const told = (line: number): void => {
    upTo = line;
  };
  const at = { key, after: resumedAfter, progress, stop, told };
  try {
    const written = await writeList(list, settingsOf(input), store.inventory, at);
    return { ...written, resumedAfter };
  } catch (error) {
    const fault = await toRegistryFault(toListFault(error, list), input.registry);
    if (!(fault instanceof CliFault)) throw error;
    progress.clear();
    const message = `${fault.message.replace(/\.$/, '')}; ${howFar(list, upTo)}.`;
    throw new CliFault(fault.code, message, { cause: error });
  }
}

/** Whatever ends because the command was told to stop has not written anything yet. */
async function orStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!stop.aborted) throw error;
    throw new CliFault('INTERRUPTED', 'nothing was written yet.', { cause: error });
  }
}

async function named<T>(work: Promise<T>, list: OpenList): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toListFault(error, list);
  }
}

/** A fault in a list begins with what the list is called. */
function toListFault(error: unknown, { name }: OpenList): unknown {
  if (error instanceof CliFault && error.code === 'DEVICES_NOT_A_LIST') {
    return new CliFault(error.code, `${name}: ${error.message}.`, { cause: error });
  }
  const { syscall } = error as NodeJS.ErrnoException;
  return typeof syscall === 'string' ? unreadable(name, 'DEVICES', error) : error;
}

function toReport(
  input: ImportInput,
  checked: CheckedList,
  written: Written | undefined,
  seconds: number,
): ImportReport {
  const { rows, bad, badRows, key } = checked;
  return {
    outcome: written === undefined ? 'REFUSED' : 'IMPORTED',
    list: input.list,
    registry: input.registry.text,
    key,
    rows,
    added: written?.added ?? 0,
    updated: written?.updated ?? 0,
    resumedAfterLine: written?.resumedAfter ?? 0,
    bad: { count: bad, first: badRows },
    seconds: Math.round(seconds * 1_000) / 1_000,
  };
}
