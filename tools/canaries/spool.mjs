// Where a watched process leaves what it knows: its canaries, and its output by kind. One file each, so that processes that
// run at once do not meet. `npm test` and `npm run conformance` name the folder, and read it when all processes have ended.
import { appendFileSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { threadId } from 'node:worker_threads';

const folder = process.env.GANGWAY_CANARIES ?? '';
const own = `${process.pid}.${threadId}`;
const files = new Map();
const known = new Set();
let streams = 0;
let during = '';

/** Names the test that runs now. */
export function setTest(name) {
  during = name.replaceAll('\n', ' ');
}

/**
 * Something that may stand in a response alone. Of what chance or the language writes by itself nobody can tell who wrote it:
 * that is left out.
 *
 * @param asIs whether it is to be looked for in this one form, and in no encoding of it
 */
export function keepCanary(name, value, asIs = false) {
  const octets = Buffer.from(value);
  if (!isTelling(octets)) return;
  const line = octets.toString('base64');
  if (known.has(line)) return;
  known.add(line);
  append('canaries', `${asIs ? 'as-is' : 'any'}\t${name.replaceAll(/[\t\n]/g, ' ')}\t${line}\n`);
}

/**
 * Something that was let out, and kept by a double, or stored.
 *
 * @param kind a word, or words with dashes between them
 */
export function keepOutput(kind, value) {
  const text = typeof value === 'string' ? value : textOf(value);
  append(kind, `\x1e${during}\n${text}\n`);
}

/** What a process writes, piece by piece: texts go on from one piece to the next. */
export function startStream(name) {
  const path = join(folder, `stream.${own}.${streams++}`);
  let header = `${name}\n${during}\n`;
  return (chunk) => {
    if (chunk === null || chunk === undefined) return;
    if (header !== '') appendFileSync(path, header);
    header = '';
    appendFileSync(path, chunk);
  };
}

function append(kind, text) {
  let file = files.get(kind);
  if (file === undefined) {
    file = openSync(join(folder, `${kind}.${own}`), 'a');
    files.set(kind, file);
  }
  writeSync(file, text);
}

function isTelling(octets) {
  const { shortest, fewestDifferent } = { shortest: 12, fewestDifferent: 6 };
  if (octets.length < shortest || new Set(octets).size < fewestDifferent) return false;
  // Strings drawn at random are these more often than chance has it: fast-check likes them.
  return !(octets.toString() in Object.prototype);
}

function textOf(value) {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return inspect(value, { depth: 20 });
  }
}
