import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anEvent } from '@gangway/testing';
import { putDevices } from '../../examples/device-claims/devices.js';
import { start } from './processes.js';
import type { Found } from './races.js';
import { openStore, type StoreAddress } from './store-address.js';

const restarts = 10;

/** The same event again and again, also after restarts: one claim, and every answer the same byte for byte. */
export async function repeatRequest(
  program: string,
  address: StoreAddress,
  repeats: number,
  folder: string,
): Promise<Found> {
  const store = openStore(address);
  await putDevices(store.inventory);
  const event = join(folder, `${address.kind}-event.json`);
  await writeFile(event, JSON.stringify(anEvent({ serialNumber: 'SN-0001' })));
  const answers: Record<string, number> = {};
  const faults: string[] = [];
  for (let restart = 0; restart < restarts; restart += 1) {
    const { nextLine, ended } = start(program, address, [event, `${repeats / restarts}`]);
    const told = JSON.parse((await nextLine()) ?? '{}') as Record<string, number>;
    for (const [answer, times] of Object.entries(told)) {
      answers[answer] = (answers[answer] ?? 0) + times;
    }
    const complaint = await ended;
    if (complaint !== undefined) faults.push(complaint);
  }
  const { byState } = await store.inventory.stats({ signal: AbortSignal.timeout(30_000) });
  await store.close();
  const [answer = '', ...others] = Object.keys(answers);
  if (others.length > 0) faults.push(`${others.length + 1} different answers`);
  if (!answer.includes('"allowProvisioning":true')) faults.push(`the answer is ${answer}`);
  if (answers[answer] !== repeats) faults.push(`${answers[answer]} answers to ${repeats} requests`);
  if (byState.claimed !== 1) faults.push(`${byState.claimed} claims`);
  return {
    summary: `${repeats} repeats over ${restarts} restarts, ${others.length + 1} answer, ${byState.claimed} claim`,
    faults: faults.map((fault) => `${address.kind}, repeats: ${fault}`),
  };
}
