import { nearest } from '@gangway/core';
import {
  attributePrefix,
  everyOther,
  type FieldSource,
  isAttributeField,
  plainFields,
} from './field-map.js';
import { notAList } from './read-lines.js';

/** From which cell a field is read. */
export interface FieldCell {
  readonly field: string;
  readonly index: number;
}

/**
 * Finds the columns that fields are read from. Without a map the columns are called as the fields are, which is how an
 * export calls them.
 *
 * @throws CliFault `DEVICES_NOT_A_LIST`
 */
export function findColumns(
  header: readonly string[],
  line: number,
  map: readonly FieldSource[] | undefined,
): readonly FieldCell[] {
  const where = `line ${line}`;
  if (map === undefined) {
    for (const name of header) assertField(name, where);
    return header.map((name) => ({ field: name, index: indexOf(name, header, where) }));
  }
  const named = map
    .filter(({ field }) => field !== everyOther)
    .map(({ field, column }) => ({ field, index: indexOf(column, header, where) }));
  if (named.length === map.length) return named;
  const read = new Set(named.map(({ index }) => index));
  const others = header
    .filter((_, index) => !read.has(index))
    .map((name) => {
      const field = `${attributePrefix}${name}`;
      if (!isAttributeField(field))
        throw notAList(`${where}: ${quote(name)} cannot name an attribute`);
      return { field, index: indexOf(name, header, where) };
    });
  return [...named, ...others];
}

function assertField(name: string, where: string): void {
  if (plainFields.includes(name) || isAttributeField(name)) return;
  const known = nearest(name, plainFields);
  const hint =
    known === undefined ? '' : `; is it --map ${known}=${/\W/.test(name) ? quote(name) : name}`;
  throw notAList(
    `${where}: a device has no field ${quote(name)}; say with --map which column is which${hint}`,
  );
}

function indexOf(column: string, header: readonly string[], where: string): number {
  const index = header.indexOf(column);
  if (index === -1) {
    const there = header.map(quote).join(', ');
    throw notAList(`${where}: there is no column ${quote(column)}; there are ${there}`);
  }
  if (header.lastIndexOf(column) !== index) {
    throw notAList(`${where}: the column ${quote(column)} is there twice`);
  }
  return index;
}

const quote = (text: string): string => JSON.stringify(text);
