/** How a process is, told by itself after a garbage collection. */
export interface ProcessState {
  readonly rss: number;
  readonly heapUsed: number;
  /** Connections that are open. */
  readonly sockets: number;
}

/** Where Node was started with `--expose-gc`. */
export function ownState(): ProcessState {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap');
  return { rss, heapUsed, sockets: sockets.length };
}
