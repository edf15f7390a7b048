import { pointerTo } from '../pointer.js';
import { quoted } from './quoted.js';
import type { Report } from './scope.js';

const maxDepth = 100;
const token = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

interface Level {
  /** The keys seen so far; lists have none. */
  readonly keys?: Set<string>;
  place: string | number;
  awaitsKey: boolean;
}

/**
 * Reports what `JSON.parse` does not: keys that come twice in one object (RFC 8259, section 4, leaves them to the reader,
 * and all but the last are lost), and nesting that no template needs. Walks without recursion.
 *
 * @param json text that `JSON.parse` has taken
 * @returns whether readers may walk the value by recursion
 */
export function reportStructure(json: string, report: Report): boolean {
  const levels: Level[] = [];
  for (const [found] of json.matchAll(token)) {
    const level = levels.at(-1);
    if (found === '{') levels.push({ keys: new Set(), place: '', awaitsKey: true });
    else if (found === '[') levels.push({ place: 0, awaitsKey: false });
    else if (found === '}' || found === ']') levels.pop();
    else if (level !== undefined) step(level, found, levels, report);
    if (levels.length > maxDepth) {
      // The whole way down is of no use to anyone; its first steps tell the section and the resource.
      const at = pointerOf(levels.slice(0, 3));
      report('NESTED_TOO_DEEP', at, `Nest objects and lists no more than ${maxDepth} deep.`);
      return false;
    }
  }
  return true;
}

function step(level: Level, found: string, levels: readonly Level[], report: Report): void {
  if (found === ',') {
    if (typeof level.place === 'number') level.place += 1;
    level.awaitsKey = level.keys !== undefined;
  } else if (level.awaitsKey && level.keys !== undefined) {
    const key: string = JSON.parse(found);
    level.place = key;
    level.awaitsKey = false;
    if (level.keys.has(key)) {
      const message = `The key ${quoted(key)} is there already; remove one of the two.`;
      report('KEY_DOUBLED', pointerOf(levels), message);
    }
    level.keys.add(key);
  }
}

const pointerOf = (levels: readonly Level[]): string =>
  levels.reduce((at, { place }) => pointerTo(at, place), '');
