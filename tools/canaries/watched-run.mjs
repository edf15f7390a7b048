// A run whose processes are watched: all that they let out is kept and, at the end, looked through for what they must not show.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLeaks } from './find-leaks.mjs';

const watch = new URL('watch.mjs', import.meta.url).href;

/** What every run has. */
const always = ['canaries', 'stream', 'record', 'error'];

const folders = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

export function startWatch() {
  const folder = mkdtempSync(join(tmpdir(), 'gangway-canaries-'));
  folders.push(folder);
  let processes = 0;
  return {
    /** The environment of the processes to watch. */
    env: {
      ...process.env,
      GANGWAY_CANARIES: folder,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${watch}`.trim(),
    },
    /** Takes what one of them wrote, in the order in which it came. */
    keep(name) {
      const path = join(folder, `stream.run.${processes++}`);
      appendFileSync(path, `${name}\n\n`);
      return (chunk) => appendFileSync(path, chunk);
    },
    look: () => findLeaks(folder),
  };
}

/**
 * Ends a run.
 *
 * @param expected what the watch must have seen at all: a watch that saw nothing found nothing
 * @returns whether all is well, and the lines that say so, or what is not
 */
export function judge(watch, expected = always) {
  const began = Date.now();
  const { leaks, canaries, scanned } = watch.look();
  const seen = { canaries, ...scanned };
  const faults = [
    ...leaks.map((leak) => `leaked: ${leak}`),
    ...expected.filter((kind) => !(seen[kind] > 0)).map((kind) => `the watch saw no ${kind}`),
  ];
  const megabytes = Object.values(scanned).reduce((sum, octets) => sum + octets, 0) / 1e6;
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  const ok = faults.length === 0;
  const counts = `${canaries} canaries, ${megabytes.toFixed(1)} MB looked through, ${leaks.length} found`;
  return {
    ok,
    lines: [...shorten(faults), `${ok ? 'ok   ' : 'FAIL '} canaries: ${counts} (${seconds} s)`],
  };
}

// One leak in a place where all tests come by is as many lines as there are tests.
const shorten = (faults, most = 50) =>
  faults.length <= most
    ? faults
    : [...faults.slice(0, most), `and ${faults.length - most} more of these`];
