import type { ReadOperation } from './read-operations.js';

type Members = Readonly<Record<string, unknown>>;

/** An answer that is none of this operation. */
export class ReplyInvalid extends Error {
  override readonly name = 'ReplyInvalid';
}

/** Asks one operation to its last page, and joins the pages into one answer without tokens. */
export async function joinedPages(
  { has, pages }: ReadOperation,
  input: Members,
  send: (input: Members) => Promise<Members>,
): Promise<Members> {
  const first = checked(await send(input), has);
  if (pages === undefined) return first;
  const lists = new Map<string, unknown[]>();
  const seen = new Set<unknown>();
  let page = first;
  for (;;) {
    for (const list of pages.lists) {
      const more = page[list];
      if (Array.isArray(more)) lists.set(list, [...(lists.get(list) ?? []), ...more]);
    }
    const token = nextOf(page, pages.next);
    if (token === undefined) break;
    if (seen.has(token)) throw new ReplyInvalid('it tells the same next page again');
    seen.add(token);
    page = checked(await send({ ...input, [pages.token]: token }), has);
  }
  const { [pages.next]: _, IsTruncated: __, ...rest } = first;
  return { ...rest, ...Object.fromEntries(lists) };
}

/** What the next page is asked by, if there is one. */
function nextOf(page: Members, name: string): unknown {
  const token = page[name];
  if (token !== undefined && token !== null && token !== '') return token;
  if (page.IsTruncated === true) throw new ReplyInvalid('it is cut short and tells no next page');
  return undefined;
}

function checked(page: Members, has: string | undefined): Members {
  if (has === undefined || (page[has] !== undefined && page[has] !== null)) return page;
  throw new ReplyInvalid(`it has no ${has}`);
}
