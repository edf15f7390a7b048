import type { Permission } from './plugin.js';

/** What a Lambda function of Gangway is, as data, for whoever bundles, deploys or examines it. */
export interface FunctionDescription {
  /** A hook or a lifecycle that decides by itself, or the proxy that carries either to a container. */
  readonly kind: 'hook' | 'lifecycle' | 'proxy' | 'lifecycle-proxy';
  /** What the function does at AWS, beside writing its log. */
  readonly permissions: readonly Permission[];
  /** Of a hook: all that `hook.describe()` tells. */
  readonly hook?: object;
}

/** Where a handler keeps its description: Lambda calls the handler and never looks. */
const key: unique symbol = Symbol.for('@gangway/core/function-description');

/**
 * Gives a handler its description, which is made when somebody asks.
 *
 * @example
 * const handler = withDescription(
 *   async () => ({ allowProvisioning: false, parameterOverrides: {} }),
 *   () => ({ kind: 'hook', permissions: [] }),
 * );
 * functionDescription(handler)?.kind; // 'hook'
 */
export function withDescription<Handler extends object>(
  handler: Handler,
  describe: () => FunctionDescription,
): Handler {
  return Object.defineProperty(handler, key, { value: describe });
}

/**
 * What a handler says that it is; `undefined` of one that nobody gave a description, such as a wrapped one.
 *
 * @example functionDescription(lambdaHandler(composeHook(hook)))?.kind; // 'hook'
 */
export function functionDescription(handler: unknown): FunctionDescription | undefined {
  if (typeof handler !== 'function') return undefined;
  const { [key]: describe } = handler as { readonly [key]?: () => FunctionDescription };
  return describe?.();
}
