import type { ServerMetrics } from '@gangway/adapter-http';

/** How a process is, told by itself after a garbage collection. */
export interface ProcessState {
  readonly rss: number;
  readonly heapUsed: number;
  /** Connections that are open. */
  readonly sockets: number;
  /** Decisions that its metrics say are under way. */
  readonly inFlight: number;
}

/** Where Node was started with `--expose-gc`. */
export async function ownState(metrics: ServerMetrics): Promise<ProcessState> {
  const { text } = await metrics.read();
  const inFlight = /^gangway_decisions_in_flight (\d+)$/m.exec(text)?.[1];
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap');
  return { rss, heapUsed, sockets: sockets.length, inFlight: Number(inFlight) };
}
