import type { DeviceInventory, DeviceState } from '@gangway/core';
import type { Withdrawal, WithdrawInput } from '../commands/devices-withdraw.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { callSignal, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';
import { noSuchDevice } from './render-device.js';

type Outcome = 'CHANGED' | 'UNCHANGED' | 'REFUSED' | 'UNKNOWN';

interface Result {
  readonly outcome: Outcome;
  /** Where the device stands now; absent: there is none. */
  readonly state?: DeviceState;
}

const makes: Readonly<Record<Withdrawal, 'blocked' | 'retired' | undefined>> = {
  block: 'blocked',
  unblock: undefined,
  retire: 'retired',
  restore: undefined,
};

/** What each is not for: a block must not make less of a retirement, nor an unblock undo it. */
const refusedIn: Readonly<Partial<Record<Withdrawal, DeviceState>>> = {
  block: 'retired',
  unblock: 'retired',
  restore: 'blocked',
};

/** Blocks or retires a device, or takes that back. */
export async function runWithdraw(input: WithdrawInput, io: Io): Promise<ExitCode> {
  const { id, what, registry, json } = input;
  const result = await withRegistry(registry, ({ inventory }) => withdraw(inventory, id, what));
  const { outcome, state } = result;
  if (json === true) io.out(`${JSON.stringify({ id, outcome, state: state ?? null })}\n`);
  else if (state === undefined) io.out(noSuchDevice(id, registry));
  else io.out(`${printable(id)} ${describe(outcome, state)}\n`);
  return outcome === 'CHANGED' || outcome === 'UNCHANGED' ? exitCode.done : exitCode.denied;
}

async function withdraw(inventory: DeviceInventory, id: string, what: Withdrawal): Promise<Result> {
  const before = await inventory.show(id, { signal: callSignal() });
  if (before === undefined) return { outcome: 'UNKNOWN' };
  const { state } = before.record;
  if (state === refusedIn[what]) return { outcome: 'REFUSED', state };
  const outcome = await inventory.withdraw(id, makes[what], { signal: callSignal() });
  const after = await inventory.show(id, { signal: callSignal() });
  if (outcome === 'unknown' || after === undefined) return { outcome: 'UNKNOWN' };
  return { outcome: outcome === 'changed' ? 'CHANGED' : 'UNCHANGED', state: after.record.state };
}

function describe(outcome: Outcome, state: DeviceState): string {
  if (outcome === 'CHANGED') return `is ${state} now`;
  if (outcome === 'UNCHANGED') return `was ${state} before, and is still`;
  const undo = state === 'retired' ? 'restore' : 'unblock';
  return `is ${state}, and stays so; gangway devices ${undo} takes that back`;
}
