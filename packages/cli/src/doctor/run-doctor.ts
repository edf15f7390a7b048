import { GangwayError } from '@gangway/core';
import { checkTemplateName } from '@gangway/deployment';
import {
  type Account,
  examine,
  type RecordingAccount,
  recordingAccount,
  toSnapshot,
} from '@gangway/doctor';
import { CliFault } from '../cli-fault.js';
import type { DoctorInput } from '../commands/doctor.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { exitCodeOf, toReport } from './doctor-report.js';
import { openAccount } from './open-account.js';
import { readBundles } from './read-bundles.js';
import { renderReport } from './render-report.js';
import { saveSnapshot } from './snapshot-file.js';

/** A few dozen questions take seconds, throttled ones a little longer. */
const deadlineMs = 180_000;

/** Examines a deployment by what AWS tells of it, or what it told when a snapshot was taken. */
export async function runDoctor(input: DoctorInput, io: Io): Promise<ExitCode> {
  const { templateName, save, json, strict = false } = input;
  assertName(templateName);
  const bundles = await readBundles(input.bundle, io);
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(deadlineMs)]);
  const opened = await openAccount(input, io, signal);
  const account = recordingAccount(opened.account);
  try {
    await assertAnswering(account, templateName);
    const examination = await examine(account, { templateName, ...bundles, signal });
    assertNotStopped(stop.signal);
    const snapshot = snapshotOf(account);
    if (save !== undefined) await saveSnapshot(save, snapshot);
    const report = toReport(examination, snapshot, strict);
    opened.close();
    io.out(json === true ? `${JSON.stringify(report)}\n` : renderReport(report, io.paint));
    return exitCodeOf(report);
  } catch (error) {
    opened.close();
    // What was asked when somebody stopped it failed for that reason.
    assertNotStopped(stop.signal);
    throw error;
  }
}

const snapshotOf = (account: RecordingAccount) => toSnapshot(account.recorded(), new Date());

function assertName(name: string): void {
  try {
    checkTemplateName(name, 'The argument');
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw new CliFault('TEMPLATE_NAME_INVALID', error.message, { cause: error });
  }
}

/** All else hangs on the template: where it cannot be asked about, there is one thing to say, and not thirty. */
async function assertAnswering(account: Account, templateName: string): Promise<void> {
  const asked = await account.ask('iot', 'DescribeProvisioningTemplate', { templateName });
  if (asked.kind !== 'fault') return;
  throw new CliFault('ACCOUNT_FAILED', `${asked.code}: ${asked.message}`);
}

function assertNotStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new CliFault('INTERRUPTED', 'Told to stop; nothing was examined.');
}
