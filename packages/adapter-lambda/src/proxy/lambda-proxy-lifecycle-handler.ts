import {
  type Logger,
  PortError,
  type PresenceOutcome,
  timing,
  withDescription,
} from '@gangway/core';
import { remainingTime } from '../invocation-context.js';
import type { PresenceHandler } from '../lifecycle-handler.js';
import { type Effort, reachContainer } from './ask-container.js';
import { startCountdown } from './countdown.js';
import { nameOf } from './fault.js';
import { jsonOf, requestIdOf } from './invocation.js';
import { type LambdaProxyOptions, readProxyOptions } from './proxy-options.js';
import { readPresenceOutcome } from './read-presence-outcome.js';
import { denial, type ProxyDenial } from './verdict.js';

/** What waits longer than this is better delivered again. */
const longestMs = 60_000;

/**
 * The handler of a Lambda function behind an IoT rule on presence events, that carries them to a container's
 * `POST /lifecycle`, signed as an event is. Call it while the module is loaded.
 *
 * Where the container could not be asked, or could not ask its store, the handler rejects, and Lambda delivers the event
 * again, twice unless told otherwise.
 *
 * @throws PortError from the handler, with a code of `proxyReasonCodes`
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`, while the module is loaded, when an option is wrong
 * @throws GangwayError `HOP_KEY_INVALID` or `HOP_KEYS_INVALID`, likewise
 * @see docs/proxy.md
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 * @example
 * export const handler = lambdaProxyLifecycleHandler({ url: 'https://hook.internal:8443', keys: [hopKey] });
 */
export function lambdaProxyLifecycleHandler(options: LambdaProxyOptions): PresenceHandler {
  const settings = readProxyOptions('lambdaProxyLifecycleHandler', options, '/lifecycle');
  const { clock, logger, bodyLimit, permissions } = settings;
  const container = reachContainer(settings);
  container.prepare();
  const handler: PresenceHandler = async (message, context) => {
    const effort: Effort = { attempts: 0, hopId: undefined };
    const requestId = requestIdOf(context);
    const ask = async (body: Buffer): Promise<PresenceOutcome | ProxyDenial> => {
      const leftMs = Math.min(remainingTime(context), longestMs) - timing.marginMs;
      const question = { purpose: 'presence', body, requestId, read: readPresenceOutcome } as const;
      return container.ask(question, startCountdown(clock, leftMs), effort);
    };
    // As an absent message, which the container refuses for good.
    const body = jsonOf(message) ?? Buffer.from('null');
    const outcome =
      body.length > bodyLimit
        ? denial('BODY_TOO_LARGE', `${body.length} octets`)
        : await ask(body).catch((error: unknown) => denial('PROXY_FAILED', nameOf(error)));
    if (outcome.kind !== 'denial') return outcome;
    const { code, detail } = outcome;
    complain(logger, { requestId, ...effort, code, detail });
    throw new PortError(code, detail);
  };
  return withDescription(handler, () => ({ kind: 'lifecycle-proxy', permissions }));
}

function complain(logger: Logger, fields: Readonly<Record<string, unknown>>): void {
  try {
    const logged: unknown = logger.log('error', 'a presence event could not be taken', fields);
    // One that waits against its contract must not end the process when it rejects.
    if (logged instanceof Promise) logged.catch(() => undefined);
  } catch {
    // There is nowhere left to say so.
  }
}
