import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What became of a request, as its client sees it. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
      readonly milliseconds: number;
    }
  /** There was no connection: nothing was sent. */
  | { readonly kind: 'refused' }
  /**
   * The connection ended before an octet of an answer: one that was kept, or a new one, which the service may never have
   * taken from the system's queue. Or it ended in the middle of an answer.
   */
  | { readonly kind: 'closed' | 'turned away' | 'broken'; readonly error: string };

export interface Outgoing {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client with one connection, which it keeps. */
export interface KeptClient {
  send(outgoing: Outgoing): Promise<Outcome>;
  close(): void;
}

export function keptClient(port: number): KeptClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: ({ path, headers, body }) =>
      new Promise((resolve) => {
        const began = performance.now();
        const length = { 'content-length': String(Buffer.byteLength(body)) };
        const options = {
          agent,
          port,
          path,
          host: '127.0.0.1',
          method: 'POST',
          headers: { ...headers, ...length },
        };
        const outgoing = request(options, async (answer) => {
          try {
            const body = await text(answer);
            const milliseconds = performance.now() - began;
            const { statusCode: status = 0, headers } = answer;
            resolve({ kind: 'answered', status, headers, body, milliseconds });
          } catch (error) {
            resolve({ kind: 'broken', error: String(error) });
          }
        });
        outgoing.on('error', ({ code }: NodeJS.ErrnoException) => {
          const kind = outgoing.reusedSocket ? 'closed' : 'turned away';
          resolve(code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind, error: String(code) });
        });
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
