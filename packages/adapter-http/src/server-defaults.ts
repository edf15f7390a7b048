/** What holds where an option of a server is not given; `docs/http.md` and the table of settings show them. */
export const serverDefaults = Object.freeze({
  hostname: '127.0.0.1',
  replayLimit: 1_000_000,
  headersTimeoutMs: 2_000,
  requestTimeoutMs: 2_500,
  keepAliveTimeoutMs: 65_000,
  connectionLimit: 2_048,
  drainMs: 0,
  closeGraceMs: 8_000,
});
