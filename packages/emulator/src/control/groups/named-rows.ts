import { randomUUID } from 'node:crypto';
import { type Account, arnOf } from '../../account/account.js';
import type { Table } from '../../account/account-store.js';
import type { NamedRow } from '../../account/rows.js';
import { pageOf, rowsAfter } from '../paging.js';
import { notFound } from '../service-error.js';

/** What thing groups, thing types and billing groups have in common: a table of names. */
export interface NamedKind {
  readonly arnKind: 'thinggroup' | 'thingtype' | 'billinggroup';
  /** For people: `Thing group`. */
  readonly label: string;
  tableOf(account: Account): Table<NamedRow>;
}

export const thingGroups: NamedKind = {
  arnKind: 'thinggroup',
  label: 'Thing group',
  tableOf: ({ store }) => store.thingGroups,
};

export const thingTypes: NamedKind = {
  arnKind: 'thingtype',
  label: 'Thing type',
  tableOf: ({ store }) => store.thingTypes,
};

export const billingGroups: NamedKind = {
  arnKind: 'billinggroup',
  label: 'Billing group',
  tableOf: ({ store }) => store.billingGroups,
};

/** @throws ServiceError when there is none of this name */
export function rowOf(account: Account, kind: NamedKind, name: string): NamedRow {
  const row = kind.tableOf(account).get(name);
  if (row === undefined) throw notFound(`${kind.label} ${name} not found`);
  return row;
}

/** The row of this name, made where it is not there: as on AWS, the same call again succeeds. */
export function createRow(account: Account, kind: NamedKind, name: string): NamedRow {
  const existing = kind.tableOf(account).get(name);
  if (existing !== undefined) return existing;
  const row = { name, id: randomUUID(), createdAt: account.clock.now() };
  kind.tableOf(account).put(name, row);
  return row;
}

export const arnOfRow = (account: Account, { arnKind }: NamedKind, name: string): string =>
  arnOf(account, arnKind, name);

/** A page of those that are kept, in the order of their names. */
export function listRows(
  account: Account,
  kind: NamedKind,
  {
    token,
    size,
    keep,
  }: {
    readonly token: string | undefined;
    readonly size: number | undefined;
    readonly keep: (name: string) => boolean;
  },
) {
  const keyOf = ({ name }: NamedRow) => name;
  return pageOf({
    list: kind.label,
    token,
    size,
    keyOf,
    after: (key) => rowsAfter(kind.tableOf(account), keyOf, key, ({ name }) => keep(name)),
  });
}
