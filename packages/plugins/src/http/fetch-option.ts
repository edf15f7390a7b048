import * as v from 'valibot';

/** `fetch`, or something like it: a proxy's, or a test's. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** The option of every plugin that asks over HTTP. */
export const fetchOption = v.optional(
  v.custom<Fetch>((value) => typeof value === 'function', 'must be a function like fetch'),
);
