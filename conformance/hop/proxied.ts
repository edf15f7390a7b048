import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { type LambdaProxyOptions, lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { type Doing, nextEvent } from './behaving-hook.js';

/** What the proxy did with an event. */
export interface Asked {
  readonly answer: string;
  /** Of its log line; empty where it logged none. */
  readonly code: string;
  readonly ms: number;
  /** How often the container was called for it, by the same line. */
  readonly calls: number;
}

/** A proxy in this process, warm, with what it logs. */
export interface Proxied {
  /** Has it decide about an event of a new device. */
  ask(what?: Doing): Promise<Asked>;
  /** Whether an event is answered rightly now; otherwise what came instead. */
  askRightly(): Promise<string>;
}

export const right = 'the right allow';

export function newProxied(options: Omit<LambdaProxyOptions, 'logger'>): Proxied {
  const lines = new Map<unknown, Readonly<Record<string, unknown>>>();
  const handler = lambdaProxyHandler({
    ...options,
    logger: { log: (_level, _message, fields = {}) => lines.set(fields.requestId, fields) },
  });
  let invocations = 0;
  const ask = async (what?: Doing): Promise<Asked> => {
    invocations += 1;
    const awsRequestId = `invocation-${invocations}`;
    const { event, right: wanted } = nextEvent(what);
    const end = performance.now() + 4_500;
    const getRemainingTimeInMillis = () => Math.max(0, Math.floor(end - performance.now()));
    const began = performance.now();
    const response = await handler(event, { awsRequestId, getRemainingTimeInMillis });
    const ms = performance.now() - began;
    const { code = '', attempts } = lines.get(awsRequestId) ?? {};
    lines.delete(awsRequestId);
    const answer = named(response, wanted);
    return { answer, code: String(code), calls: Number(attempts), ms };
  };
  return {
    ask,
    async askRightly() {
      const { answer, code } = await ask();
      return answer === right ? right : `${answer} ${code}`.trim();
    },
  };
}

const denial = { allowProvisioning: false, parameterOverrides: {} };

function named(response: unknown, wanted: object): string {
  if (isDeepStrictEqual(response, wanted)) return right;
  return isDeepStrictEqual(response, denial) ? 'deny' : `neither: ${JSON.stringify(response)}`;
}
