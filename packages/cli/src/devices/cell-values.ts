import { attributePrefix } from './field-map.js';

/** A device as somebody wrote it down, before anything about it is checked. */
export type Given = Record<string, unknown>;

type Members = Record<string, unknown>;

/** Stands in a cell for a list with nothing in it, which lets nobody through; an empty cell is no list, which lets all. */
export const emptyList = '[]';

/**
 * Puts what stands in a cell where it belongs. An empty cell is a field that is left out, but for the id.
 *
 * @param value a text, as a cell is, or any value of a JSON member
 */
export function putField(given: Given, field: string, value: unknown): void {
  if (field === 'id') given.id = value;
  else if (value === '' || value === undefined || value === null) return;
  else if (field.startsWith(attributePrefix)) {
    membersOf(given, 'attributes')[field.slice(attributePrefix.length)] = value;
  } else if (field === 'batch.id') membersOf(given, 'batch').id = value;
  else if (field.startsWith('batch.')) {
    membersOf(given, 'batch')[field.slice('batch.'.length)] = asMoment(value);
  } else if (field === 'state') given.state = value;
  else given[field] = asList(value);
}

function membersOf(given: Given, name: 'attributes' | 'batch'): Members {
  // Without a prototype, so that no name is more than a name; which ones will not do is judged with the rest.
  given[name] ??= Object.create(null);
  return given[name] as Members;
}

const numeric = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;

const asMoment = (value: unknown): unknown =>
  typeof value === 'string' && numeric.test(value) ? Number(value) : value;

function asList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value === emptyList ? [] : value.split(/[\s;,|]+/);
}
