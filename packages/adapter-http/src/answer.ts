import {
  type DecidingHook,
  type Decision,
  type PreProvisioningResponse,
  toResponse,
} from '@gangway/core';
import type { Body } from './body.js';

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
 * answer and no error; 400 and 413 where there was no event to decide about; 500 where the hook itself failed.
 *
 * @returns never `allowProvisioning: true` with another status than 200
 */
export async function answerEvent(
  hook: DecidingHook,
  body: Body,
  requestId: string,
): Promise<Answer> {
  try {
    if (body === 'too large') {
      return told(413, await hook.refuse('BODY_TOO_LARGE', 'over the limit', { requestId }));
    }
    const event = parseJson(body);
    if (event === notJson) {
      const detail = body === 'broken off' ? 'the body broke off' : `${body.length} octets`;
      return told(400, await hook.refuse('BODY_NOT_JSON', detail, { requestId }));
    }
    return told(200, await hook.decide(event, { requestId }));
  } catch (error) {
    hook.logger.log('error', 'the hook failed', { requestId, error: String(error) });
    return { ...denied(500), fault: true };
  }
}

function told(status: number, decision: Decision): Answer {
  const body = toResponse(decision);
  if (status !== 200 && body.allowProvisioning) throw new Error('a refusal that allows');
  return { status, body };
}

const notJson = Symbol('not JSON');
// RFC 8259, section 8.1: UTF-8, and no byte order mark.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parseJson(body: Body): unknown {
  if (typeof body === 'string') return notJson;
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return notJson;
  }
}
