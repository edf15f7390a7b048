import type { Account } from '../account/account.js';
import type { Table } from '../account/account-store.js';
import { deleteCertificate, isOver } from '../account/expiry.js';

// Often enough that what is over does not pile up, and so rarely that looking through all costs nothing.
const everyMs = 600_000;
const pageSize = 500;

/**
 * Deletes what is over: certificates that nobody activated, provisioning claims, tokens. Nothing depends on it, as whoever
 * looks one up sees by its time that it is over; but a fleet that asks again and again must not fill the account.
 *
 * @returns to be called before something is added; it does nothing for ten minutes after it has looked
 */
export function createSweep({ store, clock }: Account): () => void {
  let nextAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now < nextAt) return;
    nextAt = now + everyMs;
    for (const row of all(store.tokens, ({ tokenHash }) => tokenHash)) {
      if (row.endsAt <= now) store.tokens.delete(row.tokenHash);
    }
    for (const row of all(store.certificates, ({ certificateId }) => certificateId)) {
      if (isOver(row, now)) deleteCertificate(store, row.certificateId);
    }
  };
}

function* all<Row>(table: Table<Row>, keyOf: (row: Row) => string): Generator<Row> {
  let after: string | undefined;
  for (;;) {
    const page = table.list({ ...(after === undefined ? {} : { after }), limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = keyOf(last);
  }
}
