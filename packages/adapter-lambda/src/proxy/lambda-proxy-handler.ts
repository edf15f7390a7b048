import { withDescription } from '@gangway/core';
import { remainingTime } from '../invocation-context.js';
import type { PreProvisioningHandler } from '../lambda-handler.js';
import { initDuration, timeBudget } from '../time-budget.js';
import { type Container, type Effort, reachContainer } from './ask-container.js';
import { startCountdown } from './countdown.js';
import { nameOf } from './fault.js';
import { jsonOf, requestIdOf } from './invocation.js';
import { type LambdaProxyOptions, type ProxySettings, readProxyOptions } from './proxy-options.js';
import { readDecision } from './read-decision.js';
import { tellInvocation } from './tell-invocation.js';
import { denial, type ProxyVerdict } from './verdict.js';

/**
 * The handler of a Lambda function that carries an event to a container, and its answer back. Call it while the module is
 * loaded: where the keys come from a function, it asks for them at once and does not wait.
 *
 * A call is signed, and so must be its answer: whatever else comes back, or does not come, is a denial. The handler never throws.
 * It writes one line of JSON an invocation, by which CloudWatch counts decisions and denials.
 *
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`, while the module is loaded, when an option is wrong
 * @throws GangwayError `HOP_KEY_INVALID` or `HOP_KEYS_INVALID`, likewise
 * @see docs/hop.md
 * @example
 * export const handler = lambdaProxyHandler({ url: 'https://hook.internal:8443', keys: [hopKey] });
 */
export function lambdaProxyHandler(options: LambdaProxyOptions): PreProvisioningHandler {
  const settings = readProxyOptions('lambdaProxyHandler', options, '/events');
  const container = reachContainer(settings);
  // What the first invocation has waited for; the later ones for nothing.
  let waitedMs = settings.initDurationMs ?? initDuration(process.env, process.uptime() * 1_000);
  const { logger, clock } = settings;
  const teller = { logger, clock, functionName: process.env.AWS_LAMBDA_FUNCTION_NAME || undefined };
  container.prepare();
  const handler: PreProvisioningHandler = async (event, context) => {
    const initDurationMs = waitedMs;
    waitedMs = 0;
    const effort: Effort = { attempts: 0, hopId: undefined };
    const requestId = requestIdOf(context);
    const startedAt = timeOf(settings);
    const invocation = {
      event,
      requestId,
      budgetMs: timeBudget(remainingTime(context), initDurationMs),
    };
    const verdict = await decide(container, settings, invocation, effort);
    tellInvocation(teller, {
      requestId,
      ...effort,
      durationMs: timeOf(settings) - startedAt,
      denial: verdict.kind === 'denial' ? verdict : undefined,
    });
    return verdict.kind === 'allow'
      ? { allowProvisioning: true, parameterOverrides: { ...verdict.overrides } }
      : { allowProvisioning: false, parameterOverrides: {} };
  };
  return withDescription(handler, () => ({ kind: 'proxy', permissions: settings.permissions }));
}

interface Invocation {
  readonly event: unknown;
  readonly requestId: string | undefined;
  readonly budgetMs: number;
}

async function decide(
  container: Container,
  { clock, bodyLimit }: ProxySettings,
  { event, requestId, budgetMs }: Invocation,
  effort: Effort,
): Promise<ProxyVerdict> {
  try {
    const countdown = startCountdown(clock, budgetMs);
    const body = jsonOf(event);
    if (body === undefined) return denial('BODY_NOT_JSON', 'the event cannot be written as JSON');
    if (body.length > bodyLimit) return denial('BODY_TOO_LARGE', `${body.length} octets`);
    const question = { purpose: 'event', body, requestId, read: readDecision } as const;
    return await container.ask(question, countdown, effort);
  } catch (error) {
    return denial('PROXY_FAILED', nameOf(error));
  }
}

/** For the log alone, which a clock that throws must not cost the answer. */
function timeOf({ clock }: ProxySettings): number {
  try {
    return clock.monotonic();
  } catch {
    return Number.NaN;
  }
}
