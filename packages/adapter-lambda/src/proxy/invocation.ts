import type { InvocationContext } from '../invocation-context.js';

const sane = /^[\w-]{1,128}$/;

/** Lambda's id of an invocation, as far as it may stand in a header and in a log. */
export function requestIdOf(context: Partial<InvocationContext> | undefined): string | undefined {
  try {
    const id: unknown = context?.awsRequestId;
    return typeof id === 'string' && sane.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** An event in the form that is sent and signed. What Lambda hands over was JSON; what others do may be anything. */
export function jsonOf(event: unknown): Buffer | undefined {
  try {
    const text = JSON.stringify(event) as string | undefined;
    return text === undefined ? undefined : Buffer.from(text);
  } catch {
    return undefined;
  }
}
