import { cancelled, type Reply, refusal } from './dynamodb-wire.js';

/** What can go wrong on the way to DynamoDB, or there. */
export type DynamodbFault =
  /** No answer ever comes, and nothing is written. */
  | { readonly kind: 'hang' }
  /** The answer comes later, in milliseconds. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** An error reply by its name, such as `ProvisionedThroughputExceededException`, with nothing written. */
  | { readonly kind: 'refuse'; readonly error: string }
  /** `InternalServerError`, status 500, with nothing written. */
  | { readonly kind: 'internal-error' }
  /** The connection breaks before anything is written. */
  | { readonly kind: 'reset' }
  /** The connection breaks after it was written. */
  | { readonly kind: 'lose-reply' }
  /** A body that is no JSON, with status 200, after it was written. */
  | { readonly kind: 'garbage' }
  /** A `BatchGetItem` that reads nothing and gives all its keys back as unprocessed. */
  | { readonly kind: 'leave-unread' }
  /** A transaction meets another one: every operation is cancelled with `TransactionConflict`. */
  | { readonly kind: 'transaction-conflict' };

/** Which calls a fault befalls: those of one operation or all, so many times or until it is taken back. */
export interface FaultScope {
  readonly operation?: string;
  readonly times?: number;
}

export interface Faults {
  add(fault: DynamodbFault, scope?: FaultScope): void;
  clear(): void;
  /** The fault that befalls this call. */
  next(operation: string): DynamodbFault | undefined;
}

/** The faults that wait for their calls, in the order that they were added. */
export function faultQueue(): Faults {
  let waiting: { fault: DynamodbFault; operation: string | undefined; times: number }[] = [];
  return {
    add(fault, { operation, times = Number.POSITIVE_INFINITY } = {}) {
      waiting.push({ fault, operation, times });
    },
    clear() {
      waiting = [];
    },
    next(operation) {
      const due = waiting.find((entry) => (entry.operation ?? operation) === operation);
      if (due === undefined) return undefined;
      due.times -= 1;
      waiting = waiting.filter(({ times }) => times > 0);
      return due.fault;
    },
  };
}

/** What is answered in place of asking dynalite; `undefined` where the fault lets it be asked. */
export function replyInstead(fault: DynamodbFault, body: string): Reply | undefined {
  switch (fault.kind) {
    case 'refuse':
      return refusal(fault.error, `refused by a fault: ${fault.error}`);
    case 'internal-error':
      return refusal('InternalServerError', 'The request processing has failed.');
    case 'leave-unread': {
      const { RequestItems } = JSON.parse(body) as { RequestItems?: unknown };
      const left = { Responses: {}, UnprocessedKeys: RequestItems };
      return { status: 200, body: JSON.stringify(left) };
    }
    case 'transaction-conflict': {
      const { TransactItems: operations = [] } = JSON.parse(body) as { TransactItems?: unknown[] };
      return cancelled(operations.map(() => ({ Code: 'TransactionConflict' })));
    }
    default:
      return undefined;
  }
}
