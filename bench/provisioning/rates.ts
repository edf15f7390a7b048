import { join } from 'node:path';
import { writeJson } from '../events.js';
import type { Bench } from '../group.js';
import { interleave, type Sample } from '../interleave.js';
import { compare, type Row, ratioAtLeast } from '../row.js';
import { runWorker } from '../worker.js';
import { fleetCpu, type Programs, startServer } from './programs.js';
import type { KeyMaking } from './terms.js';

const names: Readonly<Record<KeyMaking, string>> = {
  before: 'devices provisioned, P-256 keys made before',
  within: 'devices provisioned, P-256 keys made within',
  'aws-iot': 'devices provisioned, RSA-2048 keys made by AWS IoT',
};

/** A sample's devices. What is not counted is for the compiler; AWS IoT's keys take some 0.1 s each. */
function sizes(keyMaking: KeyMaking, quick: boolean) {
  if (keyMaking === 'aws-iot') return quick ? { warmUp: 4, count: 8 } : { warmUp: 16, count: 64 };
  return quick ? { warmUp: 100, count: 100 } : { warmUp: 600, count: 1_000 };
}

/** How many devices a second come aboard, and how many a second the cryptography alone would let. */
export async function rates(
  { folder, quick }: Bench,
  programs: Programs,
  keyMaking: KeyMaking,
): Promise<readonly Row[]> {
  const turns = quick ? { rounds: 1, warmUps: 0 } : { rounds: 5, warmUps: 1 };
  const { warmUp, count } = sizes(keyMaking, quick);
  const perTurn = warmUp + count;
  const devices = perTurn * (turns.rounds + turns.warmUps);
  const emulator = startServer(programs.emulator, ['memory', folder, `${devices}`, '0']);
  const floor = startServer(programs.floorServer, [keyMaking === 'aws-iot' ? 'rsa-2048' : 'p-256']);
  try {
    const endpoint = await writeJson(join(folder, 'emulator.json'), await emulator.finding());
    const floorEndpoint = await writeJson(join(folder, 'floor.json'), await floor.finding());
    const terms = { cpu: fleetCpu };
    const numbers = [`${warmUp}`, `${count}`, keyMaking];
    let first = 0;
    const medians = await interleave(
      {
        fleet: async () => {
          const args = [endpoint, `${first}`, ...numbers];
          first += perTurn;
          return runWorker<Sample>(programs.fleet, args, terms);
        },
        floor: () => runWorker<Sample>(programs.floorClient, [floorEndpoint, ...numbers], terms),
      },
      { ...turns, progress: () => {} },
    );
    const other = { name: 'the same cryptography alone', value: medians.floor('rate') };
    const target = keyMaking === 'before' ? ratioAtLeast(0.5) : undefined;
    return [
      compare(names[keyMaking], '1/s', medians.fleet('rate'), other, target),
      compare(`${names[keyMaking]}: the fleet's processor`, 'ms', medians.fleet('cpu'), {
        name: other.name,
        value: medians.floor('cpu'),
      }),
    ];
  } finally {
    emulator.stop();
    floor.stop();
  }
}
