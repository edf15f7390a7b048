import { isPortError } from '../gangway-error.js';
import { plainText } from './redaction.js';

/** What can be told of a thrown value, which may be anything at all: a proxy, an error whose message throws. */
export interface ErrorDescription {
  readonly text: string;
  readonly stack?: string;
}

/** Describes a thrown value. It never throws itself: whoever catches must be able to go on. */
export function describeError(error: unknown): ErrorDescription {
  try {
    if (typeof error === 'string') return { text: plainText(error) };
    if (typeof error !== 'object' || error === null) return { text: `threw ${typeof error}` };
    const { name, message, stack, code } = error as Readonly<Record<string, unknown>>;
    const kind = isPortError(error) ? text(code, 'PORT_UNAVAILABLE') : text(name, 'Error');
    return {
      text: plainText(`${kind}: ${text(message, 'no message')}`),
      ...(typeof stack === 'string' ? { stack: plainText(stack, 4_000) } : {}),
    };
  } catch {
    return { text: 'threw something that cannot be described' };
  }
}

const text = (value: unknown, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise;

/** `instanceof`, for values that may be proxies. */
export function isA<T>(value: unknown, type: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}
