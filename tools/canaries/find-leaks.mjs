// Looks through all that the processes of a run left behind for all that they must not have shown.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAllowed } from './allowed.mjs';
import { createFinder } from './finder.mjs';
import { scanFile } from './scan-file.mjs';

// Whatever a test gives a program on a way that nobody watches, such as a file, is this where it must not show.
const standing = 'gangway-canary';

/**
 * @returns leaks, a line each; how many canaries were known, and how many octets of each kind of output were looked through
 */
export function findLeaks(folder) {
  const { finder, canaries } = readCanaries(folder);
  const leaks = new Set();
  const scanned = {};
  for (const name of readdirSync(folder)) {
    const [kind] = name.split('.');
    if (kind === 'canaries') continue;
    const { octets, place, found } = scanFile(join(folder, name), finder, kind);
    scanned[kind] = (scanned[kind] ?? 0) + octets;
    if (isAllowed(place)) continue;
    for (const { canary, form, during } of found) {
      const test = during === '' ? '' : `, during: ${during}`;
      leaks.add(`${canary}, as ${form}, in ${place}${test}`);
    }
  }
  return { leaks: [...leaks], canaries, scanned };
}

function readCanaries(folder) {
  const finder = createFinder();
  finder.add('secret that a test wrote to a file', Buffer.from(standing), false);
  const known = new Set();
  const files = readdirSync(folder).filter((name) => name.startsWith('canaries.'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  for (const line of lines.filter((line) => line !== '')) {
    const [how, what, octets] = line.split('\t');
    if (known.has(octets)) continue;
    known.add(octets);
    finder.add(what, Buffer.from(octets, 'base64'), how === 'as-is');
  }
  return { finder, canaries: known.size };
}
