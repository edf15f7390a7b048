import {
  type DecidingHook,
  type Decision,
  type PreProvisioningResponse,
  timing,
  toResponse,
} from '@gangway/core';
import type { Body, Unread } from './body.js';

/** What goes back over HTTP, before it is a web response or a Node one. */
export interface Answer {
  readonly status: number;
  readonly body: PreProvisioningResponse & { readonly error?: string };
  /** True only for a fault of our own. */
  readonly fault?: true;
}

/** A denial beside an error, so that no answer can be taken for consent. */
export function denied(status: number, error?: string): Answer {
  return {
    status,
    body: {
      allowProvisioning: false,
      parameterOverrides: {},
      ...(error === undefined ? {} : { error }),
    },
  };
}

/**
 * Decides about a request's body and puts the decision into HTTP: 200 for every JSON value, since a denial is an
 * answer and no error; 400, 408 and 413 where there was no event to decide about; 500 where the hook itself failed.
 *
 * The time of a decision begins here, before the body is read: who asks has waited since then.
 *
 * @returns never `allowProvisioning: true` with another status than 200
 */
export async function answerEvent(
  hook: DecidingHook,
  readBody: () => Promise<Body>,
  requestId: string,
): Promise<Answer> {
  try {
    const deadline = hook.clock.now() + timing.awsLimitMs - timing.marginMs;
    const body = await readBody();
    if (typeof body === 'string') {
      const [status, code, detail] = refusals[body];
      return told(status, await hook.refuse(code, detail, { requestId }));
    }
    const event = parseJson(body);
    if (event === notJson) {
      const detail = `${body.length} octets`;
      return told(400, await hook.refuse('BODY_NOT_JSON', detail, { requestId }));
    }
    return told(200, await hook.decide(event, { deadline, requestId }));
  } catch (error) {
    hook.logger.log('error', 'the hook failed', { requestId, error: errorText(error) });
    return { ...denied(500), fault: true };
  }
}

const refusals = {
  'too large': [413, 'BODY_TOO_LARGE', 'over the limit'],
  'too slow': [408, 'BODY_NOT_JSON', 'the body was not there in time'],
  'broken off': [400, 'BODY_NOT_JSON', 'the body broke off'],
} as const satisfies Readonly<Record<Unread, unknown>>;

function told(status: number, decision: Decision): Answer {
  const body = toResponse(decision);
  if (status !== 200 && body.allowProvisioning) throw new Error('a refusal that allows');
  return { status, body };
}

/** An error as it may stand in a log; what was thrown may be anything, also what no text can be made of. */
export function errorText(error: unknown): string {
  try {
    return String(error);
  } catch {
    return typeof error;
  }
}

const notJson = Symbol('not JSON');
// RFC 8259, section 8.1: UTF-8, and no byte order mark.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return notJson;
  }
}
