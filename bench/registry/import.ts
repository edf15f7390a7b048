import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const gangway = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));

export interface Import {
  readonly seconds: number;
  /** The most memory that the process ever held, as Linux counts it; NaN elsewhere. */
  readonly peakMegabytes: number;
}

/** `gangway devices import` of a manifest into a new SQLite file, as an operator runs it. */
export async function importDevices(manifest: string, path: string): Promise<Import> {
  const began = performance.now();
  const args = ['devices', 'import', manifest, '--registry', `sqlite:${path}`, '--json'];
  const child = spawn(
    process.execPath,
    [gangway, ...args, '--map', 'id=serialNumber,attributes.site=site,batch.id=batch'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  let peak = Number.NaN;
  const watch = setInterval(async () => {
    peak = (await peakOf(child.pid)) ?? peak;
  }, 50);
  const [code] = await once(child, 'exit');
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return { seconds: (performance.now() - began) / 1_000, peakMegabytes: peak };
}

async function peakOf(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}
