import type {
  Claim,
  DeviceDetails,
  DeviceRecord,
  DeviceState,
  StoredOverride,
} from '@gangway/core';
import type { RegistryAddress } from '../registry/registry-address.js';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import { showMoment } from './moment.js';

export const noSuchDevice = (id: string, registry: RegistryAddress): string =>
  `no device ${printable(id)} in ${printable(registry.text)}\n`;

/** Devices as a table. */
export function renderDevices(
  devices: readonly DeviceDetails[],
  more: boolean,
  paint: Paint,
): string {
  if (devices.length === 0) return 'no device matches\n';
  const header = ['id', 'state', 'batch', 'certificate', 'claimed', 'confirmed'].map(paint.faint);
  const rows = devices.map(({ record, claim }) => [
    printable(record.id),
    paintState(record.state, paint),
    printable(record.batch?.id ?? ''),
    claim === undefined ? '' : printable(claim.certificateId.slice(0, 16)),
    claim === undefined ? '' : showMoment(claim.claimedAt),
    claim?.confirmedAt === undefined ? '' : showMoment(claim.confirmedAt),
  ]);
  const end = more ? [`the first ${devices.length}; --limit shows more`] : [];
  return `${[...table([header, ...rows]), ...end].join('\n')}\n`;
}

/** One device with all that is known of it. */
export function renderDevice({ record, claim }: DeviceDetails, paint: Paint): string {
  const lines = [
    `${paint.strong(printable(record.id))} ${paintState(record.state, paint)}`,
    ...indent([
      ...renderBatch(record),
      ...renderNames('claim certs', record.claimCertificateIds),
      ...renderNames('templates', record.templates),
      ...Object.entries(record.attributes).map(([name, value]) => [`attribute ${name}`, value]),
    ]),
    ...(claim === undefined ? ['  no claim'] : renderClaim(claim)),
  ];
  return `${lines.join('\n')}\n`;
}

const indent = (rows: readonly (readonly string[])[]): readonly string[] =>
  table(rows.map((row) => row.map(printable))).map((line) => `  ${line}`);

function renderBatch({ batch }: DeviceRecord) {
  if (batch === undefined) return [];
  const { id, notBefore, notAfter } = batch;
  return [
    ['batch', id],
    ...(notBefore === undefined ? [] : [['not before', showMoment(notBefore)]]),
    ...(notAfter === undefined ? [] : [['not after', showMoment(notAfter)]]),
  ];
}

function renderNames(what: string, names: readonly string[] | undefined) {
  if (names === undefined) return [];
  return names.length === 0 ? [[what, 'none']] : names.map((name) => [what, name]);
}

export function renderClaim(claim: Claim): readonly string[] {
  return [
    '  claim',
    ...indent([
      ['  certificate', claim.certificateId],
      ['  came with', claim.claimCertificateId],
      ['  template', claim.template],
      ['  claimed', showMoment(claim.claimedAt)],
      ['  lease ends', showMoment(claim.leaseEndsAt)],
      ['  confirmed', claim.confirmedAt === undefined ? 'not yet' : showMoment(claim.confirmedAt)],
      ...Object.entries(claim.answer).map(([key, from]) => [`  override ${key}`, showValue(from)]),
    ]),
  ];
}

/** A secret's value is not in the registry. */
function showValue({ value, source, version }: StoredOverride): string {
  const from = version === undefined ? source : `${source}, version ${version}`;
  return `${value ?? '***'} (${from})`;
}

function paintState(state: DeviceState, paint: Paint): string {
  if (state === 'active') return paint.good(state);
  return state === 'blocked' || state === 'retired' ? paint.bad(state) : state;
}
