// A run whose processes are watched: all that they let out is kept and, at the end, looked through for what they must not show.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLeaks } from './find-leaks.mjs';

const watch = new URL('watch.mjs', import.meta.url).href;

/** Kinds of output that every run of tests makes: where there is none, the watch is blind. */
const always = ['stream', 'record', 'error'];

export function startWatch() {
  const folder = mkdtempSync(join(tmpdir(), 'gangway-canaries-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  let processes = 0;
  return {
    /** The environment of the processes to watch. */
    env: {
      ...process.env,
      GANGWAY_CANARIES: folder,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${watch}`.trim(),
    },
    /** What one of them wrote, in the order in which it came. */
    keep(name) {
      const path = join(folder, `stream.run.${processes++}`);
      appendFileSync(path, `${name}\n`);
      return (chunk) => appendFileSync(path, chunk);
    },
    /** Ends the run, and answers its verdict: `ok`, and the lines that say it. */
    judge() {
      const began = Date.now();
      const { leaks, canaries, scanned } = findLeaks(folder);
      const blind = always.filter((kind) => (scanned[kind] ?? 0) === 0);
      const faults = [
        ...leaks.map((leak) => `leaked: ${leak}`),
        ...blind.map((kind) => `the watch saw no ${kind}`),
        ...(canaries === 0 ? ['the watch knew of no secret'] : []),
      ];
      const octets = Object.values(scanned).reduce((sum, part) => sum + part, 0);
      const counts = `${canaries} canaries, ${(octets / 1e6).toFixed(1)} MB looked through, ${leaks.length} found`;
      const verdict = faults.length === 0 ? 'ok   ' : 'FAIL ';
      const seconds = ((Date.now() - began) / 1_000).toFixed(1);
      return {
        ok: faults.length === 0,
        scanned,
        lines: [...faults.slice(0, 50), `${verdict} canaries (${seconds} s): ${counts}`],
      };
    },
  };
}
