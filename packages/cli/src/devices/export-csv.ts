import type { DeviceRecord } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import { emptyList } from './cell-values.js';
import { attributePrefix, plainFields } from './field-map.js';
import { showMoment } from './moment.js';

/** The columns of a CSV export: the fields of a device, and the attributes that any device has. */
export interface CsvColumns {
  /** @throws CliFault `NOT_EXPORTABLE` for what would not come back as it was */
  add(record: DeviceRecord): void;
  attributes(): readonly string[];
  names(): readonly string[];
  /** @throws CliFault `NOT_EXPORTABLE` for an attribute that came up after the columns were named */
  cellsOf(record: DeviceRecord, attributes: readonly string[]): readonly string[];
}

export function createCsvColumns(): CsvColumns {
  const known = new Set<string>();
  return {
    add(record) {
      assertExportable(record);
      for (const name of Object.keys(record.attributes)) known.add(name);
    },
    attributes: () => [...known].sort(),
    names: () => [...plainFields, ...[...known].sort().map((name) => attributePrefix + name)],
    cellsOf(record, attributes) {
      assertExportable(record);
      const names = Object.keys(record.attributes);
      if (names.some((name) => !known.has(name))) {
        throw notExportable(record, 'was given a new attribute meanwhile; export again');
      }
      return [
        ...plainCells(record),
        ...attributes.map((name) =>
          Object.hasOwn(record.attributes, name) ? (record.attributes[name] ?? '') : '',
        ),
      ];
    },
  };
}

const plainCells = ({ id, state, batch, claimCertificateIds, templates }: DeviceRecord) => [
  id,
  state,
  batch?.id ?? '',
  batch?.notBefore === undefined ? '' : showMoment(batch.notBefore),
  batch?.notAfter === undefined ? '' : showMoment(batch.notAfter),
  listCell(claimCertificateIds),
  listCell(templates),
];

function listCell(names: readonly string[] | undefined): string {
  if (names === undefined) return '';
  return names.length === 0 ? emptyList : names.join(' ');
}

function assertExportable(record: DeviceRecord): void {
  const empty = Object.entries(record.attributes).find(([, value]) => value === '');
  if (empty !== undefined) {
    const [name] = empty;
    throw notExportable(record, `has an empty attribute ${JSON.stringify(name)}, ${asNone}`);
  }
  if (record.batch?.id === '') throw notExportable(record, `has an empty batch, ${asNone}`);
}

const asNone = 'which a CSV file cannot tell from none; use --format jsonl';

const notExportable = ({ id }: DeviceRecord, what: string): CliFault =>
  new CliFault('NOT_EXPORTABLE', `${JSON.stringify(id)} ${what}.`);

/** A row to the letter of RFC 4180, without its end. @see https://datatracker.ietf.org/doc/html/rfc4180#section-2 */
export const csvRow = (cells: readonly string[]): string => cells.map(csvCell).join(',');

const csvCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
