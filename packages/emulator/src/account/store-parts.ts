import type { AccountStore, Relation, Table } from './account-store.js';

/** The tables of an account by name. */
export const tableNames = [
  'certificates',
  'things',
  'policies',
  'thingGroups',
  'thingTypes',
  'billingGroups',
  'templates',
  'tokens',
] as const satisfies readonly (keyof AccountStore)[];

/** Its relations. */
export const relationNames = [
  'policyCertificates',
  'thingCertificates',
  'groupThings',
] as const satisfies readonly (keyof AccountStore)[];

type TableName = (typeof tableNames)[number];
type RelationName = (typeof relationNames)[number];

/** Makes the tables and relations of a store, all of a kind alike. */
export function storeParts(
  newTable: <Row extends object>(name: TableName) => Table<Row>,
  newRelation: (name: RelationName) => Relation,
): Pick<AccountStore, TableName | RelationName> {
  return {
    certificates: newTable('certificates'),
    things: newTable('things'),
    policies: newTable('policies'),
    thingGroups: newTable('thingGroups'),
    thingTypes: newTable('thingTypes'),
    billingGroups: newTable('billingGroups'),
    templates: newTable('templates'),
    tokens: newTable('tokens'),
    policyCertificates: newRelation('policyCertificates'),
    thingCertificates: newRelation('thingCertificates'),
    groupThings: newRelation('groupThings'),
  };
}
