import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { stopMessage, type VersionInput, type VersionMessage } from './messages.js';

/** A process that serves one version of a hook. */
export interface Version {
  /** Lets it finish what it has begun, and end. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

export interface VersionEvents {
  message(message: VersionMessage): void;
  ended(): void;
}

/**
 * Starts a process for a version. Those that run share one listening socket, which is this process's: Node's cluster accepts
 * the connections here and gives each to one of them, and gives it to another where that one has just closed.
 *
 * @see https://nodejs.org/api/cluster.html#how-it-works
 */
export function forkVersion(input: VersionInput, { message, ended }: VersionEvents): Version {
  // By turns, also on Windows, where processes would else take connections from the socket themselves.
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({
    exec: fileURLToPath(new URL('./version-process.js', import.meta.url)),
    args: [JSON.stringify(input)],
  });
  const worker = cluster.fork();
  worker.on('message', message);
  // One that ends while it is told something is told nothing.
  worker.on('error', () => {});
  worker.once('exit', ended);
  return {
    stop: () => void worker.send(stopMessage),
    kill: () => void worker.process.kill('SIGKILL'),
  };
}
