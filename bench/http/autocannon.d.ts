// Of autocannon, which brings no types, what the load needs.
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export interface Request {
    headers: Record<string, string>;
  }
  export interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly requests: readonly {
      /** Asked before each request; the context is the connection's, until the answer is there. */
      setupRequest?(request: Request, context: Context): Request;
      onResponse?(
        status: number,
        body: string,
        context: Context,
        headers: Readonly<Record<string, string>>,
      ): void;
    }[];
  }
  export interface Context {
    id?: string;
  }
  export interface Result {
    readonly requests: { readonly average: number };
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
  }
  /** Emits `response` with the connection, the status, the octets and the milliseconds of each answer. */
  function autocannon(options: Options): EventEmitter & PromiseLike<Result>;
  export default autocannon;
}
