import type { DecidingHook, Lifecycle } from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import { denied, errorText } from './answer.js';
import { checkOptions } from './check-options.js';
import { createService } from './create-service.js';
import { warnIfInsecure } from './gate/create-gate.js';
import type { ServerMetrics } from './metrics/server-metrics.js';
import { handlerRules } from './option-rules.js';
import { createRoutes, toWebResponse } from './routes.js';
import type { Rule } from './rule.js';
import { readWebBody } from './web-body.js';

/**
 * Most octets of a body unless told otherwise. An MQTT message to AWS IoT has at most 128 kB, so that is what a device
 * can send as parameters; as much again leaves room for the certificate and for escapes.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#message-broker-limits
 */
export const defaultBodyLimit = 256 * 1_024;

export interface FetchHandlerOptions {
  /** Most octets of a body, 262,144 unless given; a longer one is denied with 413. */
  readonly bodyLimit?: number;
  /**
   * Keys that calls are signed with: 1 to 8 texts `whsec_…`, or a function that gives them and is asked for each call. Calls
   * that none of them signed are refused, and answers are signed.
   */
  readonly keys?: HopKeys;
  /**
   * Lets unsigned calls in, and says so in the log: for a desk, and where something else sees to who may call. Signed ones are
   * verified all the same, where there are keys. A handler cannot know who reaches it, so there is no more careful way.
   */
  readonly insecure?: 'anywhere';
  /** Most ids of calls that are remembered, so that none is let in twice; 1,000,000 unless given. */
  readonly replayLimit?: number;
  /** Where the presence events of `POST /lifecycle` go; without it there is no such route. */
  readonly lifecycle?: Lifecycle;
  /** Most decisions under way at one time, 128 unless given; a call beyond is denied with 503. */
  readonly inFlightLimit?: number;
  /** Metrics in which more is counted, such as the calls of ports; its own unless given. */
  readonly metrics?: ServerMetrics;
}

const rules: Readonly<Record<string, Rule>> = {
  ...handlerRules,
  insecure: {
    wanted: "'anywhere': a handler does not know who can reach it",
    allows: (value) => value === 'anywhere',
  },
};

/**
 * A hook as a web-standard fetch handler, for whatever runs one. It knows `POST /events`,
 * `POST /2015-03-31/functions/{name}/invocations`, `POST /lifecycle`, `GET /healthz` and `GET /readyz`.
 *
 * The event routes answer `{ allowProvisioning, parameterOverrides }` as JSON, always: 200 for any JSON value, 400 for
 * bytes that are not JSON, 408 for a body that is not there after 2.5 seconds, 413 for one over the limit. It never
 * rejects. A decision has 4.5 seconds from when the handler was called, the body's included. Making the handler starts
 * `hook.prepare()`.
 *
 * @param options either `keys` or `insecure`, or both: there is no default for who may ask
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`, when an option is wrong
 * @see https://fetch.spec.whatwg.org/
 * @example
 * const handle = toFetchHandler(composeHook(definition), { insecure: 'anywhere' });
 * const response = await handle(new Request('http://hook/events', { method: 'POST', body: JSON.stringify(event) }));
 */
export function toFetchHandler(
  hook: DecidingHook,
  options: FetchHandlerOptions,
): (request: Request) => Promise<Response> {
  checkOptions('toFetchHandler', rules, options);
  const { bodyLimit = defaultBodyLimit } = options;
  const { events, pages } = createService(
    'toFetchHandler',
    hook,
    options,
    `"insecure: 'anywhere'"`,
  );
  warnIfInsecure(hook, options.insecure);
  const routes = createRoutes(events, pages, {
    header:
      ({ req }) =>
      (name) =>
        webHeader(req.header(name)),
    readBody: ({ req }) => readWebBody(req.raw, bodyLimit, hook.clock),
    send: (_context, answer, headers) => toWebResponse(answer, headers),
  });
  return async (request) => {
    try {
      return await routes.fetch(request);
    } catch (error) {
      hook.logger.log('error', 'the HTTP adapter failed', { error: errorText(error) });
      return toWebResponse(denied(500), {});
    }
  };
}

/** A web request joins the values of a doubled header with a comma. */
const webHeader = (value: string | undefined): readonly string[] =>
  value === undefined ? [] : [value];
