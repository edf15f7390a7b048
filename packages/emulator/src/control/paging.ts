import * as v from 'valibot';
import type { Table } from '../account/account-store.js';
import { queryInteger } from './members.js';
import { invalidRequest } from './service-error.js';

const largestPage = 250;
const size = v.optional(queryInteger(1, largestPage));
// As long as AWS IoT takes them.
const token = v.optional(v.pipe(v.string(), v.maxLength(1_024)));

/** How most lists are asked for a page. */
export const pageMembers = { maxResults: size, nextToken: token } as const;

/** How lists of certificates and policies are, which are older. */
export const markerMembers = { pageSize: size, marker: token } as const;

interface PageOptions<Item> {
  /** What is listed, of what: a token is good for this list only. */
  readonly list: string;
  /** Where the last page ended; none for the first. */
  readonly token: string | undefined;
  readonly size: number | undefined;
  /** Where an item stands among the others; unique. */
  keyOf(item: Item): string;
  /** The items with a greater key, least first. No more of them are taken than the page holds and one. */
  after(key: string | undefined): Iterable<Item>;
}

/** One page, and the token for the next if there is one. What is deleted or created between two pages moves nothing else. */
export function pageOf<Item>({
  list,
  token,
  size = largestPage,
  keyOf,
  after,
}: PageOptions<Item>): {
  readonly items: readonly Item[];
  readonly next: string | undefined;
} {
  const items: Item[] = [];
  for (const item of after(token === undefined ? undefined : readToken(list, token))) {
    const last = items.at(-1);
    if (items.length === size && last !== undefined) {
      return { items, next: writeToken(list, keyOf(last)) };
    }
    items.push(item);
  }
  return { items, next: undefined };
}

/** Those rows of a table that are kept, in the order of their keys, read as they are asked for. */
export function* rowsAfter<Row>(
  table: Table<Row>,
  keyOf: (row: Row) => string,
  key: string | undefined,
  keep: (row: Row) => boolean = () => true,
): Generator<Row> {
  let from = key;
  for (;;) {
    const rows = table.list({ ...(from === undefined ? {} : { after: from }), limit: largestPage });
    yield* rows.filter(keep);
    const last = rows.at(-1);
    if (last === undefined || rows.length < largestPage) return;
    from = keyOf(last);
  }
}

/** A page of texts that are in order already. */
export const textsPage = (
  texts: readonly string[],
  options: Pick<PageOptions<string>, 'list' | 'token' | 'size'>,
) =>
  pageOf<string>({
    ...options,
    keyOf: (text) => text,
    after: (key) => (key === undefined ? texts : texts.filter((text) => text > key)),
  });

// Opaque to the client, as a token is.
const writeToken = (list: string, key: string): string =>
  Buffer.from(JSON.stringify([list, key])).toString('base64url');

const tokenContent = v.tuple([v.string(), v.string()]);

function readToken(list: string, token: string): string {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    // What is no JSON is no token of this list either.
  }
  if (!v.is(tokenContent, content) || content[0] !== list) {
    throw invalidRequest('The pagination token is not valid for this list');
  }
  return content[1];
}

/**
 * The order in which certificates and policies were created: the first one first if it ascends, else the last one first. The
 * name decides where two were created in one moment.
 */
export function createdOrder<Row extends { readonly createdAt: number }>(
  isAscending: boolean,
  nameOf: (row: Row) => string,
) {
  const keyOf = (row: Row) => {
    const time = isAscending ? row.createdAt : Number.MAX_SAFE_INTEGER - row.createdAt;
    return `${String(time).padStart(16, '0')} ${nameOf(row)}`;
  };
  return {
    keyOf,
    after:
      (rows: readonly Row[]) =>
      (last = ''): readonly Row[] =>
        rows
          .map((row) => [keyOf(row), row] as const)
          .filter(([key]) => key > last)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, row]) => row),
  };
}
