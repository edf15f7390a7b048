import {
  CompositionError,
  type DecidingHook,
  nearest,
  type PreProvisioningResponse,
  toResponse,
  withDescription,
} from '@gangway/core';
import { type InvocationContext, remainingTime } from './invocation-context.js';
import { initDuration, timeBudget } from './time-budget.js';

/** Assignable to `IoTPreProvisioningHookHandler` of `@types/aws-lambda`. */
export type PreProvisioningHandler = (
  event: unknown,
  context?: Partial<InvocationContext>,
) => Promise<PreProvisioningResponse>;

export interface LambdaHandlerOptions {
  /**
   * Milliseconds that init took, 0 or more. Unless given: from the start of the process until `lambdaHandler` is called, when
   * really running in Lambda and init was not run ahead (provisioned concurrency, SnapStart); otherwise 0.
   */
  readonly initDurationMs?: number;
}

/**
 * A hook as the handler of a Lambda function. Call it while the module is loaded: it starts `hook.prepare()` and does
 * not wait for it.
 *
 * The handler answers the two fields of the contract, in an object of its own for every invocation. It never throws: a
 * denial is an answer, and whatever goes wrong is one too. Where the context tells no usable remaining time, as in a
 * test that passes none, AWS IoT's five seconds alone give the deadline.
 *
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`, while the module is loaded, when an option is wrong
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * @example
 * export const handler = lambdaHandler(composeHook(hook));
 */
export function lambdaHandler(
  hook: DecidingHook,
  options: LambdaHandlerOptions = {},
): PreProvisioningHandler {
  checkOptions(options);
  // What the first invocation has waited for; the later ones for nothing.
  let waitedMs = options.initDurationMs ?? initDuration(process.env, process.uptime() * 1_000);
  void prepare(hook);
  const handler: PreProvisioningHandler = async (event, context) => {
    const initDurationMs = waitedMs;
    waitedMs = 0;
    try {
      const { requestId, remainingMs } = readContext(context);
      const deadline = hook.clock.now() + timeBudget(remainingMs, initDurationMs);
      return toResponse(await hook.decide(event, { deadline, ...requestId }));
    } catch (error) {
      complain(hook, error);
      return { allowProvisioning: false, parameterOverrides: {} };
    }
  };
  return withDescription(handler, () => {
    const described = hook.describe?.();
    return {
      kind: 'hook',
      permissions: described?.permissions ?? [],
      ...(described === undefined ? {} : { hook: described }),
    };
  });
}

/** `NaN` would take nothing off the budget, and a negative time would add to it. */
function checkOptions(options: object): void {
  for (const name of Object.keys(options)) {
    if (name === 'initDurationMs') continue;
    const hint = nearest(name, ['initDurationMs']) === undefined ? 'It takes' : 'Did you mean';
    throw new CompositionError(
      'OPTION_UNKNOWN',
      `lambdaHandler has no option "${name}". ${hint}: initDurationMs.`,
    );
  }
  const { initDurationMs = 0 } = options as LambdaHandlerOptions;
  if (Number.isFinite(initDurationMs) && initDurationMs >= 0) return;
  throw new CompositionError(
    'OPTION_INVALID',
    'lambdaHandler, option "initDurationMs": it takes a finite number of milliseconds, 0 or more.',
  );
}

function readContext(context: Partial<InvocationContext> | undefined) {
  const id = context?.awsRequestId;
  return {
    requestId: typeof id === 'string' ? { requestId: id } : {},
    remainingMs: remainingTime(context),
  };
}

async function prepare(hook: DecidingHook): Promise<void> {
  try {
    await hook.prepare?.();
  } catch (error) {
    complain(hook, error);
  }
}

function complain(hook: DecidingHook, error: unknown): void {
  try {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    hook.logger.log('error', 'the Lambda adapter failed', { error: why });
  } catch {
    // Losing a line must not lose the answer.
  }
}
