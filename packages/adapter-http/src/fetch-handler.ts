import type { DecidingHook } from '@gangway/core';
import { denied } from './answer.js';
import { readWebBody } from './body.js';
import { createRoutes, toWebResponse } from './routes.js';

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
}

/**
 * A hook as a web-standard fetch handler, for whatever runs one. It knows `POST /events`,
 * `POST /2015-03-31/functions/{name}/invocations`, `GET /healthz` and `GET /readyz`.
 *
 * The event routes answer `{ allowProvisioning, parameterOverrides }` as JSON, always: 200 for any JSON value, 400 for
 * bytes that are not JSON, 413 for a body over the limit. It never rejects. Starting it starts `hook.prepare()`.
 *
 * @see https://fetch.spec.whatwg.org/
 * @example
 * const handle = toFetchHandler(composeHook(definition));
 * const response = await handle(new Request('http://hook/events', { method: 'POST', body: JSON.stringify(event) }));
 */
export function toFetchHandler(
  hook: DecidingHook,
  { bodyLimit = defaultBodyLimit }: FetchHandlerOptions = {},
): (request: Request) => Promise<Response> {
  const routes = createRoutes(hook, {
    header: ({ req }, name) => req.header(name),
    readBody: ({ req }) => readWebBody(req.raw, bodyLimit),
    send: (_context, answer, headers) => toWebResponse(answer, headers),
  });
  return async (request) => {
    try {
      return await routes.fetch(request);
    } catch (error) {
      hook.logger.log('error', 'the HTTP adapter failed', { error: String(error) });
      return toWebResponse(denied(500), {});
    }
  };
}
