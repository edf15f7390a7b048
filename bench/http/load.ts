import type { Sample } from '../interleave.js';
import { runWorker } from '../worker.js';

/** What a run of the client found. */
interface LoadFound extends Sample {
  /** Answers a second. */
  readonly requests: number;
  /** Milliseconds within which all but one answer of a hundred came. */
  readonly p99: number;
  readonly failed: number;
  /** Replies of the sample whose signature was not the server's, or for another call. */
  readonly wrong: number;
}

/** Unsigned calls; signed ones, of whose replies a sample is verified; or signed ones whose replies are only read. */
export type LoadMode = 'unsigned' | 'signed' | 'signed-unread';

interface Load {
  readonly url: string;
  readonly mode: LoadMode;
  readonly bodyFile: string;
  readonly seconds: number;
  /** The processor that the load keeps to. */
  readonly cpu: number;
}

/**
 * Sends the same event over sixteen connections for some seconds, from a process of its own.
 *
 * @param client the bundled client
 */
export async function load(
  client: string,
  { url, mode, bodyFile, seconds, cpu }: Load,
): Promise<Sample> {
  const found = await runWorker<LoadFound>(client, [url, bodyFile, String(seconds), mode], { cpu });
  if (found.failed + found.wrong > 0) {
    throw new Error(`${url} failed under load: ${JSON.stringify(found)}`);
  }
  return found;
}
