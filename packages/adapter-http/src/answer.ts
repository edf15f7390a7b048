import {
  type CoreReasonCode,
  type DecidingHook,
  type Decision,
  type PreProvisioningResponse,
  timing,
  toResponse,
} from '@gangway/core';
import type { Body, Unread } from './body.js';
import {
  type CallRefusal,
  type Gate,
  type HeaderValues,
  isRefusal,
  type Seal,
} from './gate/gate.js';
import type { LoadLimit } from './load/load-limit.js';
import type { Meter } from './metrics/meter.js';

/** What goes back over HTTP, before it is a web response or a Node one. */
export interface Answer {
  readonly status: number;
  readonly body: PreProvisioningResponse & { readonly error?: string };
  /** Makes the answer authentic, over its body as it goes out. */
  readonly seal?: Seal;
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

/** What an event goes through on its way to the hook. */
export interface EventService {
  readonly hook: DecidingHook;
  readonly gate: Gate;
  readonly load: LoadLimit;
  readonly meter: Meter;
}

/** A request that brings an event. */
export interface EventCall {
  readonly requestId: string;
  readonly header: HeaderValues;
  readBody(): Promise<Body>;
}

/**
 * Decides about a call and puts the decision into HTTP: 200 for every JSON value, since a denial is an answer and no
 * error; 400, 408 and 413 where there was no event to decide about, 401 where the call was not let in, 503 where it was
 * shed; 500 where the hook itself failed.
 *
 * The time of a decision begins here, before the body is read: who asks has waited since then.
 *
 * @returns never `allowProvisioning: true` with another status than 200
 */
export async function answerEvent(service: EventService, call: EventCall): Promise<Answer> {
  const { hook, meter } = service;
  const { requestId } = call;
  try {
    const arrivedAt = hook.clock.now();
    const opened = service.gate.open('event', call.header);
    // Nothing is waited for that is there: the body's time runs.
    const ticket = opened instanceof Promise ? await opened : opened;
    if (isRefusal(ticket)) return await notLetIn(service, ticket, requestId);
    const body = await call.readBody();
    if (body === 'no memory') return shedBody(meter);
    if (typeof body === 'string') {
      const [status, code, detail] = refusals[body];
      meter.refused(code);
      return told(status, await hook.refuse(code, detail, { requestId }));
    }
    const admitted = ticket.admit(body);
    if (isRefusal(admitted)) return await notLetIn(service, admitted, requestId);
    const { seal } = admitted;
    const limitMs = timing.awsLimitMs - timing.marginMs;
    const deadline = arrivedAt + Math.min(ticket.budgetMs ?? limitMs, limitMs);
    const leave = service.load.enter(deadline - hook.clock.now());
    if (leave === undefined) return { ...denied(503, 'OVERLOADED'), seal };
    try {
      return { ...(await decide(service, body, { deadline, requestId })), seal };
    } finally {
      leave();
    }
  } catch (error) {
    hook.logger.log('error', 'the hook failed', { requestId, error: errorText(error) });
    return { ...denied(500), fault: true };
  }
}

const refusals = {
  'too large': [413, 'BODY_TOO_LARGE', 'over the limit'],
  'too slow': [408, 'BODY_NOT_JSON', 'the body was not there in time'],
  'broken off': [400, 'BODY_NOT_JSON', 'the body broke off'],
} as const satisfies Readonly<
  Record<Exclude<Unread, 'no memory'>, readonly [number, CoreReasonCode, string]>
>;

/** Without a seal: nobody knows yet whether the call was authentic. */
function shedBody(meter: Meter): Answer {
  meter.shed('memory');
  return denied(503, 'OVERLOADED');
}

async function decide(
  { hook, meter }: EventService,
  body: Uint8Array,
  options: { readonly deadline: number; readonly requestId: string },
): Promise<Answer> {
  const event = parseJson(body);
  if (event === notJson) {
    meter.refused('BODY_NOT_JSON');
    return told(400, await hook.refuse('BODY_NOT_JSON', `${body.length} octets`, options));
  }
  const decision = await hook.decide(event, options);
  meter.decided(decision);
  return told(200, decision);
}

/** Recorded like every denial. The code is no secret: whoever calls with a wrong key has to find out. */
async function notLetIn(
  { hook, meter }: EventService,
  { code, detail, seal }: CallRefusal,
  requestId: string,
): Promise<Answer> {
  meter.refused(code);
  await hook.refuse(code, detail, { requestId });
  return { ...denied(401, code), ...(seal === undefined ? {} : { seal }) };
}

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
