import type { HeaderValues } from './gate/gate.js';

const sane = /^[\x21-\x7e]{1,128}$/;

/** The caller's id of a request, as far as it may stand in a log and in a header; otherwise a new one. */
export function requestIdOf(header: HeaderValues): string {
  for (const name of ['x-amzn-requestid', 'x-request-id']) {
    const [id, another] = header(name);
    if (id !== undefined && another === undefined && sane.test(id)) return id;
  }
  return crypto.randomUUID();
}
