import { type Item, plainItem } from './attribute-value.js';
import { isThrottled, unavailable } from './store-fault.js';

/** Why a transaction was cancelled: at another's doing, to be tried again, or by conditions, one reason for each change. */
export type Cancelled = { readonly kind: 'contended' } | Refused;

export interface Refused {
  readonly kind: 'refused';
  readonly reasons: readonly { readonly failed: boolean; readonly item?: Item }[];
}

interface Reason {
  readonly Code?: string;
  readonly Item?: Readonly<Record<string, unknown>>;
}

/** @throws PortError for a cancellation that is neither a condition's nor a rival's */
export function cancellation(table: string, operation: string, error: unknown): Cancelled {
  const { CancellationReasons: given } = error as { CancellationReasons?: readonly Reason[] };
  const reasons = given ?? [];
  const codes = reasons.map(({ Code = 'None' }) => Code).filter((code) => code !== 'None');
  if (codes.some((code) => code === 'TransactionConflict' || isThrottled(code))) {
    return { kind: 'contended' };
  }
  if (codes.some((code) => code !== 'ConditionalCheckFailed')) {
    throw unavailable(`${operation} on the table "${table}" was cancelled: ${codes.join(', ')}`);
  }
  return {
    kind: 'refused',
    reasons: reasons.map(({ Code, Item }) => ({
      failed: Code === 'ConditionalCheckFailed',
      ...(Item === undefined ? {} : { item: plainItem(Item) }),
    })),
  };
}
