/**
 * Where the extension listens. AWS writes `localhost`; looking that up, and trying its addresses in turn, costs a cold start
 * some milliseconds.
 */
export const loopback = '127.0.0.1';
