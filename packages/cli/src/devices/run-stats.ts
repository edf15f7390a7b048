import { type ExitCode, exitCode } from '../exit-code.js';
import type { RegistryInput } from '../registry/registry-option.js';
import { callSignal, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { showCount } from '../terminal/progress.js';
import { table } from '../terminal/table.js';
import { showMoment } from './moment.js';

/** Counts what a registry holds. */
export async function runStats({ registry, json }: RegistryInput, io: Io): Promise<ExitCode> {
  const [stats, blocks] = await withRegistry(registry, async ({ inventory }) => [
    await inventory.stats({ signal: callSignal() }),
    await inventory.blocks({ signal: callSignal() }),
  ]);
  const { devices, byState, lastPresenceAt } = stats;
  if (json === true) {
    io.out(
      `${JSON.stringify({ devices, byState, lastPresenceAt: lastPresenceAt ?? null, blocks: blocks.length })}\n`,
    );
    return exitCode.done;
  }
  const rows = [
    ['devices', showCount(devices)],
    ...Object.entries(byState).map(([state, count]) => [`  ${state}`, showCount(count)]),
    ['blocks in force', showCount(blocks.length)],
    ['last presence', lastPresenceAt === undefined ? 'none yet' : showMoment(lastPresenceAt)],
  ];
  io.out(`${table(rows).join('\n')}\n`);
  return exitCode.done;
}
