import type { DecidingHook } from '@gangway/core';
import { denied, errorText } from './answer.js';
import { checkOptions, type Rule, wholeNumber } from './check-options.js';
import { openGate } from './gate/open-gate.js';
import { defaultInFlightLimit, inFlightLimit } from './load/in-flight-limit.js';
import { loggedMeter } from './load/logged-meter.js';
import { type ServerMetrics, serverMetrics } from './metrics/server-metrics.js';
import { createReadiness } from './readiness.js';
import { createRoutes, toWebResponse } from './routes.js';
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
  /** Most decisions under way at one time, 128 unless given; a call beyond is denied with 503. */
  readonly inFlightLimit?: number;
  /** Metrics that more is counted in, such as the calls of ports; its own unless given. */
  readonly metrics?: ServerMetrics;
}

const someMetrics: Rule = {
  wanted: 'what `serverMetrics()` gives',
  allows: (value) =>
    typeof value === 'object' && value !== null && 'meter' in value && 'read' in value,
};

/** What the options may be. */
export const fetchHandlerRules = {
  bodyLimit: wholeNumber(1),
  inFlightLimit: wholeNumber(1),
  metrics: someMetrics,
};

/** A hook with what a server bounds and counts around it. */
export function createService(hook: DecidingHook, options: FetchHandlerOptions) {
  const { inFlightLimit: most = defaultInFlightLimit, metrics = serverMetrics() } = options;
  const meter = loggedMeter(metrics.meter, hook);
  const load = inFlightLimit({ most, clock: hook.clock, meter });
  return { metrics, service: { hook, gate: openGate, load, meter } };
}

/**
 * A hook as a web-standard fetch handler, for whatever runs one. It knows `POST /events`,
 * `POST /2015-03-31/functions/{name}/invocations`, `GET /healthz` and `GET /readyz`.
 *
 * The event routes answer `{ allowProvisioning, parameterOverrides }` as JSON, always: 200 for any JSON value, 400 for
 * bytes that are not JSON, 408 for a body that is not there after 2.5 seconds, 413 for one over the limit. It never
 * rejects. A decision has 4.5 seconds from when the handler was called, the body's included. Making the handler starts
 * `hook.prepare()`.
 *
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`, when an option is wrong
 * @see https://fetch.spec.whatwg.org/
 * @example
 * const handle = toFetchHandler(composeHook(definition));
 * const response = await handle(new Request('http://hook/events', { method: 'POST', body: JSON.stringify(event) }));
 */
export function toFetchHandler(
  hook: DecidingHook,
  options: FetchHandlerOptions = {},
): (request: Request) => Promise<Response> {
  checkOptions('toFetchHandler', fetchHandlerRules, options);
  const { bodyLimit = defaultBodyLimit } = options;
  const { service, metrics } = createService(hook, options);
  const { ready } = createReadiness(hook);
  const routes = createRoutes(
    service,
    { ready, metrics },
    {
      header:
        ({ req }) =>
        (name) =>
          webHeader(req.header(name)),
      readBody: ({ req }) => readWebBody(req.raw, bodyLimit, hook.clock),
      send: (_context, answer, headers) => toWebResponse(answer, headers),
    },
  );
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
