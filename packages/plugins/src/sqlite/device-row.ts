import type { DeviceBatch, DeviceRecord, DeviceState } from '@gangway/core';
import type { StoredDevice } from '../store/stored-device.js';
import { quote } from '../text/quote.js';
import { corruptRow } from './sqlite-fault.js';

/** A row of the table `device`. */
export interface DeviceRow {
  readonly id: string;
  readonly state: DeviceState;
  readonly withdrawn: 'blocked' | 'retired' | null;
  readonly attributes: string;
  readonly claim_certificates: string | null;
  readonly templates: string | null;
  readonly batch: string | null;
  readonly not_before: number | null;
  readonly not_after: number | null;
}

export const deviceColumns =
  'd.id, d.state, d.withdrawn, d.attributes, d.claim_certificates, d.templates, d.batch, d.not_before, d.not_after';

/** The state that everybody sees, of `device d LEFT JOIN claim c`: the same rule as `visibleState`. */
export const visibleStateSql = `coalesce(d.withdrawn, CASE
  WHEN c.device IS NULL THEN d.state
  WHEN c.confirmed_at IS NULL THEN 'claimed'
  ELSE 'active' END)`;

/** What a device is besides its id and its states, in the order of {@link valueColumns}. */
export const valuesOf = ({ attributes, claimCertificateIds, templates, batch }: DeviceRecord) => [
  JSON.stringify(attributes),
  jsonOrNull(claimCertificateIds),
  jsonOrNull(templates),
  batch?.id ?? null,
  batch?.notBefore ?? null,
  batch?.notAfter ?? null,
];

export const valueColumns = [
  'attributes',
  'claim_certificates',
  'templates',
  'batch',
  'not_before',
  'not_after',
] as const;

const jsonOrNull = (value: unknown): string | null =>
  value === undefined ? null : JSON.stringify(value);

/**
 * The device that a row holds.
 *
 * @throws PortError `STORE_CORRUPT` for a row that holds none
 */
export function storedDeviceIn(row: DeviceRow): StoredDevice {
  const { id, state, withdrawn, batch, not_before, not_after } = row;
  const attributes = parsed(row, 'attributes', isTexts);
  const claimCertificateIds = parsed(row, 'claim_certificates', isListOfTexts);
  const templates = parsed(row, 'templates', isListOfTexts);
  if (attributes === undefined) throw corruptColumn(row, 'attributes');
  const record: DeviceRecord = {
    id,
    state,
    attributes,
    ...(claimCertificateIds === undefined ? {} : { claimCertificateIds }),
    ...(templates === undefined ? {} : { templates }),
    ...(batch === null ? {} : { batch: batchOf(batch, not_before, not_after) }),
  };
  return withdrawn === null ? { record } : { record, withdrawn };
}

const batchOf = (id: string, notBefore: number | null, notAfter: number | null): DeviceBatch => ({
  id,
  ...(notBefore === null ? {} : { notBefore }),
  ...(notAfter === null ? {} : { notAfter }),
});

const isText = (value: unknown): value is string => typeof value === 'string';
const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(isText);

function parsed<T>(
  row: DeviceRow,
  column: 'attributes' | 'claim_certificates' | 'templates',
  isSound: (value: unknown) => value is T,
): T | undefined {
  const text = row[column];
  if (text === null) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw corruptColumn(row, column, cause);
  }
  if (isSound(value)) return value;
  throw corruptColumn(row, column);
}

const corruptColumn = ({ id }: DeviceRow, column: string, cause?: unknown) =>
  corruptRow(`the device ${quote(id)}: its "${column}" cannot be read`, cause);
