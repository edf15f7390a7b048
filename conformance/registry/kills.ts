import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimLedger } from '@gangway/core';
import { entryOf } from '../../bench/registry/entries.js';
import { start } from './processes.js';
import type { Found } from './races.js';
import { settle } from './settle.js';
import { openStore, type StoreAddress } from './store-address.js';

// More than a process can do before it is killed.
const devicesPerRun = 10_000;

/**
 * A process is killed with SIGKILL somewhere in its commits, while another one wants the same devices. Then each of its
 * requests is made again: what it was told is still so, and what it was not told is found out.
 *
 * @param random a number from 0 to 1, seeded
 */
export async function killAtRandom(
  program: string,
  address: StoreAddress,
  runs: number,
  random: () => number,
  progress: (line: string) => void,
): Promise<Found> {
  const faults: string[] = [];
  const seen: Record<Recovery, number> = { kept: 0, replayed: 0, free: 0 };
  for (let run = 0; run < runs; run += 1) {
    if (run % 100 === 0) progress(`${address.kind}: ${run} of ${runs} processes killed`);
    const victim = `v${run}`;
    const steps = await killOne(program, address, [victim, `${run * devicesPerRun}`], random());
    const rival = openStore(address);
    for (const [device, told] of steps) {
      const recovery = await recover(rival.ledger, device, victim, told, random() < 0.5);
      if ('fault' in recovery) faults.push(recovery.fault);
      else seen[recovery.kind] += 1;
    }
    await rival.close();
  }
  return {
    summary: `${runs} processes killed: ${seen.kept} commits that were told are there; of those under way ${seen.replayed} were written and are replayed, ${seen.free} were not and the device was free`,
    faults: faults.map((fault) => `${address.kind}, SIGKILL: ${fault}`),
  };
}

/** What became of a commit: it was told and is there, it was not told and is there, or it never was. */
type Recovery = 'kept' | 'replayed' | 'free';

/** Makes the killed process's request again, and another's for the same device, in either order. */
async function recover(
  ledger: ClaimLedger,
  device: string,
  victim: string,
  told: string,
  victimFirst: boolean,
): Promise<{ readonly kind: Recovery } | { readonly fault: string }> {
  const names = victimFirst ? [victim, 'rival'] : ['rival', victim];
  const results = new Map<string, string>();
  for (const name of names) {
    const { result } = await settle(ledger, entryOf(device, `${name}-${device}`));
    results.set(name, result.kind);
  }
  const holders = names.filter((name) => results.get(name) !== 'deny');
  const own = results.get(victim);
  if (holders.length !== 1) return { fault: `${device} has ${holders.length} claims` };
  if (told === 'committed') {
    return own === 'replay' ? { kind: 'kept' } : { fault: `${device}: its claim is lost` };
  }
  return { kind: own === 'replay' ? 'replayed' : 'free' };
}

/** What a process had said of each device when it was killed: `began`, or what the ledger answered. */
async function killOne(
  program: string,
  address: StoreAddress,
  args: readonly string[],
  chance: number,
): Promise<ReadonlyMap<string, string>> {
  const { child, nextLine, ended } = start(program, address, [...args, `${devicesPerRun}`]);
  const steps = new Map<string, string>();
  const complaint = ended.then((text) => text);
  if ((await nextLine()) !== 'ready')
    throw new Error(`a process did not start: ${await complaint}`);
  const killed = pause(chance * 40).then(() => child.kill('SIGKILL'));
  for (let line = await nextLine(); line !== undefined; line = await nextLine()) {
    const [kind = '', device = ''] = line.split(' ');
    steps.set(device, kind);
  }
  await killed;
  await ended;
  return steps;
}
