import type { LedgerEntry, LedgerState } from '@gangway/core';
import type { Item } from './attribute-value.js';
import type { AskedCommit } from './ledger-parts.js';
import { admissionIn, claimIn, stateIn } from './stored-items.js';
import { keyOf } from './table-layout.js';

/** Everything that the entry touches, as it stands at one moment. */
export async function readState({
  entry,
  plan,
  table,
  control,
  signal,
}: AskedCommit): Promise<LedgerState | 'contended'> {
  const readAll = async (keys: Iterable<string>) => {
    const take = control.begin();
    const read = await table.readTogether([...new Set([...keys, keyOf.control])], signal);
    if (read !== 'contended') take(read.get(keyOf.control));
    return read;
  };
  const keys = [
    keyOf.certificate(entry.certificateId),
    ...plan.claims.map(({ deviceId }) => keyOf.device(deviceId)),
    ...plan.counts.map(({ counter }) => keyOf.counter(counter)),
    ...plan.nonces.map(({ nonce }) => keyOf.nonce(nonce)),
  ];
  let items = await readAll(keys);
  if (items === 'contended') return items;
  const { committed } = admissionIn(
    items.get(keyOf.certificate(entry.certificateId)),
    entry.certificateId,
  );
  const others = (committed?.deviceIds ?? []).filter(
    (id) => !plan.claims.some(({ deviceId }) => deviceId === id),
  );
  if (others.length > 0) {
    items = await readAll([...keys, ...others.map(keyOf.device)]);
    if (items === 'contended') return items;
  }
  const seen = items;
  return stateOf(entry, (key) => seen.get(key), control.lastPresenceAt());
}

/** What the rule asks, looked up by the keys of the table. */
export function stateOf(
  { certificateId }: LedgerEntry,
  look: (key: string) => Item | undefined,
  lastPresenceAt: number | undefined,
): LedgerState {
  return {
    admission: admissionIn(look(keyOf.certificate(certificateId)), certificateId),
    ...(lastPresenceAt === undefined ? {} : { lastPresenceAt }),
    claimOn: (id) => claimIn(look(keyOf.device(id))),
    stateOf: (id) => stateIn(look(keyOf.device(id))),
    counted: (counter) => Number(look(keyOf.counter(counter))?.count ?? 0),
    spentUntil: (nonce) => look(keyOf.nonce(nonce))?.expiresAt as number | undefined,
  };
}
