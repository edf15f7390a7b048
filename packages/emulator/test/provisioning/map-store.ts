import type { AccountStore, Relation, Table } from '@gangway/emulator';

// Until the emulator's own store in memory is there.

function mapTable<Row extends object>(): Table<Row> & { copy(): () => void } {
  let rows = new Map<string, Row>();
  return {
    get: (key) => rows.get(key),
    put: (key, row) => void rows.set(key, Object.freeze({ ...row })),
    delete: (key) => rows.delete(key),
    list: ({ after = '', limit = Number.POSITIVE_INFINITY } = {}) =>
      [...rows.keys()]
        .filter((key) => key > after)
        .sort()
        .slice(0, limit)
        .flatMap((key) => rows.get(key) ?? []),
    count: () => rows.size,
    copy() {
      const kept = new Map(rows);
      return () => {
        rows = kept;
      };
    },
  };
}

function setRelation(): Relation & { copy(): () => void } {
  let pairs = new Set<string>();
  const all = () => [...pairs].sort().map((pair) => JSON.parse(pair) as [string, string]);
  return {
    has: (left, right) => pairs.has(JSON.stringify([left, right])),
    add(left, right) {
      const { size } = pairs;
      return pairs.add(JSON.stringify([left, right])).size > size;
    },
    remove: (left, right) => pairs.delete(JSON.stringify([left, right])),
    rightsOf: (left) => all().flatMap(([one, other]) => (one === left ? [other] : [])),
    leftsOf: (right) => all().flatMap(([one, other]) => (other === right ? [one] : [])),
    copy() {
      const kept = new Set(pairs);
      return () => {
        pairs = kept;
      };
    },
  };
}

export function mapStore(): AccountStore {
  const tables = {
    certificates: mapTable(),
    things: mapTable(),
    policies: mapTable(),
    thingGroups: mapTable(),
    thingTypes: mapTable(),
    billingGroups: mapTable(),
    templates: mapTable(),
    tokens: mapTable(),
    policyCertificates: setRelation(),
    thingCertificates: setRelation(),
    groupThings: setRelation(),
  };
  return {
    ...(tables as unknown as AccountStore),
    transaction(run) {
      const undo = Object.values(tables).map((table) => table.copy());
      try {
        return run();
      } catch (error) {
        for (const back of undo) back();
        throw error;
      }
    },
    close: () => undefined,
  };
}
