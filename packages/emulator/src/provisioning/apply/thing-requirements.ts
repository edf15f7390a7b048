import type { Table } from '../../account/account-store.js';
import type { NamedRow, ThingRow } from '../../account/rows.js';
import { refuse } from '../refusals.js';

/**
 * Provisioning makes no groups and no types: what a template names must exist.
 *
 * @throws Rejection
 */
export function requireNamed(
  table: Table<NamedRow>,
  kind: 'billing group' | 'thing group' | 'thing type',
  name: string | undefined,
): void {
  if (name === undefined || table.get(name) !== undefined) return;
  throw refuse('RESOURCE_MISSING', `there is no ${kind} "${name}": create it before`);
}

/**
 * A thing has at most three attributes, or fifty where it has a type.
 *
 * @throws Rejection
 * @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#thing-limits
 */
export function requireAttributes({ attributes, thingTypeName }: ThingRow): void {
  const most = thingTypeName === undefined ? 3 : 50;
  const count = Object.keys(attributes).length;
  if (count <= most) return;
  throw refuse(
    'THING_INVALID',
    `it would have ${count} attributes, and ${thingTypeName === undefined ? 'without a type' : 'with a type'} it may have ${most}`,
  );
}
