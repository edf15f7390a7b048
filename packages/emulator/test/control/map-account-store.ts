import type { AccountStore, Relation, Table } from '@gangway/emulator';

const inOrder = <T>(items: Iterable<T>, keyOf: (item: T) => string) =>
  [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

function table<Row>(): Table<Row> {
  const rows = new Map<string, Row>();
  return {
    get: (key) => rows.get(key),
    put: (key, row) => void rows.set(key, row),
    delete: (key) => rows.delete(key),
    list: ({ after, limit } = {}) =>
      inOrder(rows, ([key]) => key)
        .filter(([key]) => after === undefined || key > after)
        .slice(0, limit)
        .map(([, row]) => row),
    count: () => rows.size,
  };
}

function relation(): Relation {
  const pairs = new Map<string, readonly [string, string]>();
  const list = (side: 0 | 1, value: string) =>
    inOrder(
      [...pairs.values()]
        .filter((pair) => pair[side] === value)
        .map((pair) => pair[1 - side] ?? ''),
      (text) => text,
    );
  const key = (left: string, right: string) => `${left}\n${right}`;
  return {
    has: (left, right) => pairs.has(key(left, right)),
    add(left, right) {
      const isNew = !pairs.has(key(left, right));
      pairs.set(key(left, right), [left, right]);
      return isNew;
    },
    remove: (left, right) => pairs.delete(key(left, right)),
    rightsOf: (left) => list(0, left),
    leftsOf: (right) => list(1, right),
  };
}

/** Holds an account's state in Maps, without undoing what a transaction began. */
export const mapAccountStore = (): AccountStore => ({
  certificates: table(),
  things: table(),
  policies: table(),
  thingGroups: table(),
  thingTypes: table(),
  billingGroups: table(),
  templates: table(),
  tokens: table(),
  policyCertificates: relation(),
  thingCertificates: relation(),
  groupThings: relation(),
  transaction: (run) => run(),
  close() {},
});
