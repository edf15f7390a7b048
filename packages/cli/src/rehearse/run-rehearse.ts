import { GangwayError } from '@gangway/core';
import { impostorKinds, type RehearsalReport, rehearse, renderReport } from '@gangway/rehearsal';
import { CliFault } from '../cli-fault.js';
import type { RehearseInput } from '../commands/rehearse.js';
import { openDeviceFolder } from '../emulate/device-files.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';
import { attemptsAt, faultRate } from './fault-rate.js';
import type { ImpostorCounts } from './impostor-counts.js';
import { announce, type Endpoint, openToDevices } from './joining.js';
import { liveProgress } from './live-progress.js';
import { assertWritable, writePage } from './report-file.js';
import { type Stage, setStage } from './stage.js';

/** Rehearses a whole fleet, and says what the hook got wrong. */
export async function runRehearse(input: RehearseInput, io: Io): Promise<ExitCode> {
  io.reserveStdout();
  if (input.keep === true && input.out === undefined) {
    throw new CliFault('USAGE', '--keep needs --out, where real devices find their credentials');
  }
  const stop = stopping(io);
  if (input.report !== undefined) await assertWritable(input.report);
  const folder = input.out === undefined ? undefined : await openDeviceFolder(input.out);
  let joined = false;
  const stage = await setStage(
    {
      input,
      ...(folder === undefined ? {} : { folder }),
      heard: (decision) => {
        if (joined) announce(decision, io);
      },
    },
    io,
  );
  try {
    const endpoint =
      folder === undefined ? undefined : await openToDevices(folder, stage.emulator, io);
    const report = await perform(input, stage, stop, io);
    if (input.report !== undefined) await writePage(input.report, report);
    say(input, { report, stage, ...(endpoint === undefined ? {} : { endpoint }) }, io);
    if (input.keep === true) {
      await stage.admitOthers();
      joined = true;
      io.err('gangway: devices may join; Ctrl-C ends it\n');
      await stop.asked;
    }
    return report.wrong.length === 0 ? exitCode.done : exitCode.denied;
  } finally {
    await stage.close();
  }
}

interface Stopping {
  readonly asked: Promise<void>;
  /** Says what a rehearsal is stopped with. */
  during<T>(reason: () => Error, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

function stopping(io: Io): Stopping {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let isAsked = false;
  let onStop = () => {};
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (isAsked) io.exit(exitCode.fault);
    isAsked = true;
    onStop();
    resolve();
  });
  return {
    asked,
    async during(reason, work) {
      const controller = new AbortController();
      onStop = () => controller.abort(reason());
      if (isAsked) onStop();
      return await work(controller.signal);
    },
  };
}

async function perform(
  input: RehearseInput,
  { emulator, fleet, hook, timed, chaos }: Stage,
  stop: Stopping,
  io: Io,
): Promise<RehearsalReport> {
  const impostors = impostorsFor(input, fleet.devices.length);
  const total =
    fleet.devices.length + impostorKinds.reduce((sum, kind) => sum + (impostors[kind] ?? 0), 0);
  const progress = liveProgress(io, { total, quiet: input.json === true });
  const { file } = hook;
  try {
    return await stop.during(
      () => new CliFault('INTERRUPTED', `${progress.howFar()}.`),
      (signal) =>
        rehearse({
          emulator,
          hook: input.hook,
          fleet,
          impostors,
          concurrency: input.concurrency,
          seed: input.seed,
          hookLatency: timed.latency,
          signal,
          progress: progress.at,
          attempts: attemptsAt(faultRate(input)),
          ...(file === undefined ? {} : { reasonOf: file.reasonOf, saidNo: file.saidNo }),
          ...(file?.block === undefined ? {} : { block: file.block }),
          ...(chaos === undefined ? {} : { faults: chaos.counts }),
        }),
    );
  } catch (error) {
    throw toUsage(error);
  } finally {
    progress.clear();
  }
}

/** With `--strict`, one of each kind comes to a hundred devices. */
function impostorsFor({ impostors, strict }: RehearseInput, devices: number): ImpostorCounts {
  if (impostors !== undefined || strict !== true) return impostors ?? {};
  const each = Math.max(1, Math.round(devices / 100));
  return Object.fromEntries(impostorKinds.map((kind) => [kind, each]));
}

const toUsage = (error: unknown): unknown =>
  error instanceof GangwayError && error.code === 'REHEARSAL_INVALID'
    ? new CliFault('USAGE', error.message, { cause: error })
    : error;

interface Found {
  readonly report: RehearsalReport;
  readonly stage: Stage;
  readonly endpoint?: Endpoint;
}

function say(input: RehearseInput, { report, stage, endpoint }: Found, io: Io): void {
  const unanswered = stage.unanswered();
  if (unanswered !== undefined) io.err(`gangway: WARNING: ${printable(unanswered)}\n`);
  if (input.json === true) {
    io.out(`${JSON.stringify({ ...report, ...(endpoint === undefined ? {} : { endpoint }) })}\n`);
    return;
  }
  io.out(renderReport(report, { paint: io.paint, width: io.width }));
  if (input.report !== undefined) io.err(`gangway: the report as a page: ${input.report}\n`);
  if (stage.log !== undefined) {
    io.err(`gangway: why, one by one: gangway explain ${stage.log.path}\n`);
  }
}
