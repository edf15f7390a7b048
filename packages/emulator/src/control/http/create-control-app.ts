import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { ControlContext, Operation } from '../operation.js';
import { operations } from '../route-table.js';
import { ServiceError } from '../service-error.js';
import { answer, refusal } from './answer.js';
import { checkSigned } from './check-signed.js';
import { readInput } from './read-input.js';

/** The operations as routes. Whatever happens is answered as AWS IoT would, and a refusal is one line in the log. */
export function createControlApp(context: ControlContext, unsigned: boolean): Hono {
  const { logger } = context.account;

  async function respond(
    operation: string,
    { req }: Context,
    run: () => Promise<Readonly<Record<string, unknown>> | undefined>,
  ): Promise<Response> {
    const requestId = randomUUID();
    try {
      if (!unsigned) checkSigned(req.raw.headers.get('authorization'));
      return answer(requestId, await run());
    } catch (error) {
      const fault = error instanceof ServiceError ? error : internalFailure(error);
      const { code, message, cause } = fault;
      const level = code === 'InternalFailureException' ? 'error' : 'info';
      const reason = cause instanceof Error ? cause.message : message;
      logger.log(level, 'control plane: refused', { operation, requestId, code, reason });
      return refusal(requestId, fault);
    }
  }

  const serve = (operation: Operation, hono: Context) =>
    respond(operation.name, hono, async () =>
      operation.call(context, await readInput(operation, hono.req.raw, hono.req.param())),
    );

  const app = new Hono();
  // For an orchestrator, which signs nothing: the process runs and listens.
  app.get('/healthz', (hono) => hono.text('ok'));
  for (const operation of operations) {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.on(operation.method, path, (hono) => serve(operation, hono));
  }
  app.notFound((hono) =>
    respond('unknown', hono, () => Promise.reject(unknownOperation(hono.req.method))),
  );
  return app;
}

const unknownOperation = (method: string) =>
  new ServiceError(
    'UnknownOperationException',
    `The emulator has no operation behind this path with ${method}; docs/control-plane.md lists those that it has`,
  );

function internalFailure(cause: unknown): ServiceError {
  const failure = new ServiceError('InternalFailureException', 'An unexpected error has occurred');
  failure.cause = cause;
  return failure;
}
