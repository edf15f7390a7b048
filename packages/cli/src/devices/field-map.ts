import { isReservedName, nearest } from '@gangway/core';
import { CliFault } from '../cli-fault.js';

/** Which column, or JSON member, a field of a device is read from. */
export interface FieldSource {
  readonly field: string;
  readonly column: string;
}

/** The fields of a device; an attribute is `attributes.` and its name. */
export const plainFields: readonly string[] = [
  'id',
  'state',
  'batch.id',
  'batch.notBefore',
  'batch.notAfter',
  'claimCertificateIds',
  'templates',
];

export const attributePrefix = 'attributes.';

/** Takes every column that no other field is read from as an attribute of its name. */
export const everyOther = 'attributes.*';

// A column's own name may hold a comma: only one before another field parts two of them.
const between = new RegExp(
  `,(?=(?:${plainFields.map((field) => field.replace('.', '\\.')).join('|')}|attributes\\.[^=,]+)=)`,
);

/**
 * Reads `id=Serial No.,attributes.Site=site`; all of several such texts counts.
 *
 * @throws CliFault `USAGE`
 */
export function parseFieldMap(texts: readonly string[]): readonly FieldSource[] {
  const sources = texts.flatMap((text) => text.split(between)).map(toSource);
  for (const [index, { field }] of sources.entries()) {
    if (sources.findIndex((other) => other.field === field) === index) continue;
    throw wrong(`the field "${field}" is there twice`);
  }
  if (sources.some(({ field }) => field === 'id')) return sources;
  throw wrong('it does not say which column is the id: --map id=<column>');
}

function toSource(text: string): FieldSource {
  const at = text.indexOf('=');
  const source = { field: text.slice(0, at), column: text.slice(at + 1) };
  if (at < 1 || source.column === '') {
    throw wrong(`"${text}" is not <field>=<column>, such as id=SerialNumber`);
  }
  assertField(source.field);
  if (source.field === everyOther && source.column !== '*') {
    throw wrong(`every other column is ${everyOther}=*`);
  }
  return source;
}

function assertField(field: string): void {
  if (plainFields.includes(field) || isAttributeField(field)) return;
  const known = nearest(field, plainFields);
  const hint = known === undefined ? '' : `; is it ${known}`;
  throw wrong(
    `a device has no field "${field}"${hint}; there are ${plainFields.join(', ')}, attributes.<name>`,
  );
}

const wrong = (message: string): CliFault => new CliFault('USAGE', `--map: ${message}`);

/** An attribute's name is no member that every JavaScript object has: it would be lost without a word. */
export const isAttributeField = (field: string): boolean =>
  field.startsWith(attributePrefix) &&
  field.length > attributePrefix.length &&
  !isReservedName(field.slice(attributePrefix.length));
