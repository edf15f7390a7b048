import { pointerTo } from '../pointer.js';
import type { Template } from '../template.js';
import { callIn } from './call.js';
import { kindOf, membersOf, objectAt, recordOf } from './json.js';
import type { Report } from './scope.js';

export function readMappings(section: unknown, report: Report): Template['mappings'] {
  if (section === undefined) return recordOf([]);
  return levelOf(objectAt(section, '/Mappings', report), '/Mappings', (map, at) =>
    levelOf(keysOf(map, at, report), at, (first, below) =>
      levelOf(keysOf(first, below, report), below, (text, place) => textOf(text, place, report)),
    ),
  );
}

/** What could not be read is empty, not absent: a function that looks it up is no second fault. */
function levelOf<T>(
  members: ReadonlyMap<string, unknown> | undefined,
  at: string,
  read: (value: unknown, at: string) => T,
): Readonly<Record<string, T>> {
  return recordOf(
    [...(members ?? [])].map(([key, value]) => [key, read(value, pointerTo(at, key))] as const),
  );
}

function keysOf(
  value: unknown,
  at: string,
  report: Report,
): ReadonlyMap<string, unknown> | undefined {
  return noFunction(value, at, report)
    ? (membersOf(value) ??
        report('MAPPING_MALFORMED', at, `Keys are expected here, not ${kindOf(value)}.`))
    : undefined;
}

function textOf(value: unknown, at: string, report: Report): string {
  if (typeof value === 'string') return value;
  if (noFunction(value, at, report)) {
    const message = `A text is expected here, not ${kindOf(value)}; maps have two levels of keys.`;
    report('MAPPING_MALFORMED', at, message);
  }
  return '';
}

function noFunction(value: unknown, at: string, report: Report): boolean {
  const call = callIn(value);
  if (call === undefined) return true;
  const message = `${call.name} cannot be used in Mappings; write the text out.`;
  report('MAPPING_FUNCTION', at, message);
  return false;
}
