import { entryOf } from '../../bench/registry/entries.js';
import { start } from './processes.js';
import { openStore, type StoreAddress } from './store-address.js';

export interface Found {
  readonly summary: string;
  readonly faults: readonly string[];
}

interface Tally {
  readonly committed: readonly (readonly [device: string, certificate: string])[];
  readonly denied: Readonly<Record<string, number>>;
  readonly failures: number;
}

const processes = 8;

/** Eight processes want the same devices, each attempt with another certificate: each device goes to one of them. */
export async function raceForDevices(
  program: string,
  address: StoreAddress,
  attempts: number,
): Promise<Found> {
  const devices = Math.max(10, Math.round(attempts / 100));
  const each = Math.round(attempts / processes);
  const running = Array.from({ length: processes }, (_, index) =>
    start(program, address, [`p${index}`, `${devices}`, `${each}`]),
  );
  await Promise.all(running.map(({ nextLine }) => nextLine()));
  for (const { child } of running) child.stdin?.end('go\n');
  const told = await Promise.all(running.map(({ nextLine }) => nextLine()));
  const tallies = told.filter((line) => line !== undefined).map((line): Tally => JSON.parse(line));
  const complaints = await Promise.all(running.map(({ ended }) => ended));
  const faults: string[] = complaints.filter((complaint) => complaint !== undefined);
  const claims = new Map<string, string[]>();
  for (const [device, certificate] of tallies.flatMap(({ committed }) => committed)) {
    claims.set(device, [...(claims.get(device) ?? []), certificate]);
  }
  const doubled = [...claims].filter(([, certificates]) => certificates.length > 1);
  faults.push(...doubled.map(([device, by]) => `${device} was claimed by ${by.join(' and ')}`));
  if (claims.size !== devices) faults.push(`${devices - claims.size} devices were claimed by none`);
  const codes = new Set(tallies.flatMap(({ denied }) => Object.keys(denied)));
  codes.delete('DEVICE_CLAIMED');
  if (codes.size > 0) faults.push(`denied with ${[...codes].join(', ')}`);
  faults.push(...(await lostClaims(address, claims)));
  const failures = tallies.reduce((sum, tally) => sum + tally.failures, 0);
  return {
    summary: `${each * processes} attempts on ${devices} devices from ${processes} processes, ${doubled.length} double claims, ${failures} repeats for want of an answer`,
    faults: faults.map((fault) => `${address.kind}, race: ${fault}`),
  };
}

/** What was told to be committed is still there: the same request gets its answer again. */
async function lostClaims(
  address: StoreAddress,
  claims: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const store = openStore(address);
  const lost: string[] = [];
  for (const [device, [certificate = '']] of claims) {
    const entry = entryOf(device, certificate);
    const { kind } = await store.ledger.commit(entry, { signal: AbortSignal.timeout(30_000) });
    if (kind !== 'replay') lost.push(`${device} was claimed by ${certificate}, and again: ${kind}`);
  }
  await store.close();
  return lost;
}
