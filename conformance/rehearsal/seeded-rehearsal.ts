import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { composeHook, composeLifecycle, defineHook } from '@gangway/composition';
import { Clock, DecisionSink, definePlugin, Logger, provide } from '@gangway/core';
import {
  createChaos,
  inProcessHook,
  lifecycleRule,
  sqliteAccountStore,
  startEmulator,
} from '@gangway/emulator';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { claimOnce } from '@gangway/plugins/claim-once';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { killSwitch } from '@gangway/plugins/kill-switch';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { openSqliteStore, sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { generateFleet, impostorKinds, rehearse } from '@gangway/rehearsal';
import { growth } from '../../bench/growth.js';

interface SeededRehearsal {
  readonly seed: number;
  readonly devices: number;
  readonly impostors: number;
  readonly progress: (line: string) => void;
}

/** One rehearsal in this process: emulator, hook and devices, with faults put in; and how its heap grew meanwhile. */
export async function seededRehearsal({ seed, devices, impostors, progress }: SeededRehearsal) {
  const folder = await mkdtemp(join(tmpdir(), 'gangway-rehearsal-'));
  try {
    const fleet = generateFleet({ count: devices, seed });
    const chaos = createChaos({ seed, clock: createSystemClock() });
    const reasons = new Map<string, string>();
    const { hook, lifecycle } = await composeOver(join(folder, 'devices.db'), chaos.clock, {
      serials: fleet.devices.map(({ serialNumber }) => serialNumber),
      reasons,
    });
    await using emulator = await startEmulator({
      hook: inProcessHook(hook, { label: 'rehearsal' }),
      template: { name: 'first-fleet', body: await readFile(body, 'utf8') },
      state: sqliteAccountStore({ path: join(folder, 'account.db') }),
      chaos,
      presence: lifecycleRule(lifecycle),
    });
    const memory = watchHeap(devices);
    const report = await rehearse({
      emulator,
      hook: 'rehearsal',
      fleet,
      impostors: split(impostors),
      concurrency: 64,
      seed,
      reasonOf: (clientId) => reasons.get(clientId),
      faults: chaos.counts,
      progress(now) {
        memory.sample();
        progress(`${now.done} of ${now.total}, ${now.retries} retries, ${now.wrong} wrong`);
      },
    });
    return { report, memory: memory.end() };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const body = new URL('../../examples/device-claims/first-fleet.template.json', import.meta.url);

async function composeOver(
  path: string,
  clock: Clock,
  {
    serials,
    reasons,
  }: { readonly serials: readonly string[]; readonly reasons: Map<string, string> },
) {
  const store = openSqliteStore({ path, clock, create: true });
  const records = serials.map((id) => ({
    record: { id, state: 'expected', attributes: { site: 'Oslo' } } as const,
  }));
  await store.inventory.put(records, { signal: AbortSignal.timeout(60_000) });
  await store.close();
  const definition = defineHook([
    eventIntegrity(),
    certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
    sqliteDeviceRegistry({ path }),
    registeredDevice({ serialNumber: 'SerialNumber' }),
    killSwitch(),
    claimOnce({ presence: true }),
    registryOverrides({ keys: { Site: 'site' } }),
  ]);
  const time = surroundings(clock);
  return {
    hook: composeHook(definition, { replace: [time, reasonsInto(reasons)] }),
    lifecycle: composeLifecycle(definition, { replace: [time] }),
  };
}

/** The emulator's time, and a log that nobody reads, nor keeps. */
const surroundings = (clock: Clock) =>
  definePlugin({
    name: 'rehearsed',
    build: () => ({
      provides: [
        provide(Clock, {}, () => clock),
        provide(Logger, {}, () => ({ log: () => undefined })),
      ],
    }),
  })();

/** The last reason that each client was given. */
const reasonsInto = (reasons: Map<string, string>) =>
  definePlugin({
    name: 'last-reasons',
    build: () => ({
      provides: [
        provide(DecisionSink, {}, () => ({
          record({ reason, subject: { clientId } }) {
            if (clientId !== undefined) reasons.set(clientId, reason?.code ?? 'ALLOWED');
          },
        })),
      ],
    }),
  })();

/** As many of each kind as of every other, and the rest of the first ones. */
const split = (impostors: number) =>
  Object.fromEntries(
    impostorKinds.map((kind, nth) => [kind, Math.ceil((impostors - nth) / impostorKinds.length)]),
  );

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** The heap after a collection; of a large fleet not each time, four times a second, that it is told how far it is. */
function watchHeap(devices: number) {
  const callsBetween = devices < 1_000 ? 1 : 8;
  const samples: number[] = [];
  let calls = 0;
  return {
    sample() {
      calls += 1;
      if (calls % callsBetween !== 0) return;
      collect();
      samples.push(process.memoryUsage().heapUsed / 2 ** 20);
    },
    // What a rehearsal keeps of each device is its verdict, some hundred octets.
    end: () => growth(samples, 32),
  };
}
