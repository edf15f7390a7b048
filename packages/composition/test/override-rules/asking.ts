import { gateOf, type Placed } from './placing.js';
import { refusedBefore } from './refusals.js';
import {
  type Answer,
  answerOf,
  type Policy,
  type Request,
  type Script,
  settlesAfter,
  startsOf,
} from './script.js';

export interface Origin {
  readonly source: string;
  readonly secret: boolean;
  readonly version: string;
  readonly replaced: boolean;
}

/** One who gives a key its value. */
export interface Giver {
  readonly value: string;
  readonly origin: Origin;
}

/** What one source comes to in one request. */
export type Result =
  | { readonly kind: 'out' }
  | { readonly kind: 'denies'; readonly code: string }
  | {
      readonly kind: 'gives';
      readonly verdict: string;
      readonly givers: ReadonlyMap<string, Giver>;
    };

/** A moment: timers ring before a request comes at the same time, and requests come in order. */
type Moment = readonly [time: number, phase: 0 | 1, request: number];

const isBefore = (a: Moment, b: Moment): boolean => {
  for (const at of [0, 1, 2] as const) if (a[at] !== b[at]) return a[at] < b[at];
  return false;
};

/** What becomes of a source in a request that comes as far as the sources. */
export function resultOf(script: Script, source: Placed, number: number): Result {
  const request = script.requests[number];
  if (request === undefined) throw new Error('a request that is not in the script');
  const gate = gateOf(request, source.gates);
  if (gate === 'closed') return { kind: 'out' };
  if (gate === 'broken') return { kind: 'denies', code: 'CONDITION_FAILED' };
  const asked = askedIn(script, source, number);
  switch (asked.kind) {
    case 'too late':
      return { kind: 'denies', code: 'DEADLINE_EXCEEDED' };
    case 'breaks':
      return { kind: 'denies', code: asked.code };
    case 'good':
      return gives('given', source, asked.answer, number, request);
    case 'failed':
      return insteadOf(script, source, number, asked);
  }
}

type Asked =
  | { readonly kind: 'good'; readonly answer: Answer; readonly moment: Moment }
  | { readonly kind: 'failed'; readonly code: string; readonly moment: Moment }
  | { readonly kind: 'breaks'; readonly code: string }
  | { readonly kind: 'too late' };

const breaches: Partial<Record<Answer['does'], string>> = {
  undeclared: 'OVERRIDE_UNDECLARED',
  reserved: 'OVERRIDE_RESERVED',
  number: 'OVERRIDE_MALFORMED',
  unbranded: 'OVERRIDE_MALFORMED',
};

const failures: Partial<Record<Answer['does'], string>> = {
  throw: 'OVERRIDE_SOURCE_FAILED',
  reject: 'OVERRIDE_SOURCE_FAILED',
  'port-error': 'PORT_UNAVAILABLE',
};

/** What a source that takes part does in a request, by its own time and that of the request. */
function askedIn(script: Script, source: Placed, number: number): Asked {
  const request = script.requests[number];
  const start = startsOf(script)[number];
  if (request === undefined || start === undefined) throw new Error('no such request');
  const answer = answerOf(request, source.number);
  const time = timeOf(source.policy);
  const after = settledAfter(answer, number);
  if (after >= Math.min(time, request.deadlineMs)) {
    if (request.deadlineMs <= time) return { kind: 'too late' };
    return { kind: 'failed', code: 'OVERRIDE_SOURCE_TIMED_OUT', moment: [start + time, 0, number] };
  }
  const moment: Moment = after === 0 ? [start, 1, number] : [start + after, 0, number];
  const breach = breaches[answer.does];
  if (breach !== undefined) return { kind: 'breaks', code: breach };
  const failure = failures[answer.does];
  if (failure !== undefined) return { kind: 'failed', code: failure, moment };
  return { kind: 'good', answer, moment };
}

/** A throw comes at once; who hangs never settles. */
function settledAfter(answer: Answer, number: number): number {
  if (answer.does === 'hang') return Number.POSITIVE_INFINITY;
  return answer.does === 'throw' ? 0 : settlesAfter(answer, number);
}

/** A failure that does not deny must leave the request its time. */
const timeOf = ({ failure, timeoutMs }: Policy): number =>
  timeoutMs ?? (failure === 'deny' ? Number.POSITIVE_INFINITY : 1_500);

function insteadOf(
  script: Script,
  source: Placed,
  number: number,
  { code, moment }: Extract<Asked, { readonly kind: 'failed' }>,
): Result {
  const { failure } = source.policy;
  if (failure === 'skip') return { kind: 'gives', verdict: 'skipped', givers: new Map() };
  if (failure === 'deny') return { kind: 'denies', code };
  const request = script.requests[number];
  const starts = startsOf(script);
  const deadline = (starts[number] ?? 0) + (request?.deadlineMs ?? 0);
  // Of what was known by then, what was asked for last.
  const known = script.requests.flatMap((_, earlier) => {
    if (earlier === number || !isAsked(script, source, earlier)) return [];
    const asked = askedIn(script, source, earlier);
    if (asked.kind !== 'good' || !isBefore(asked.moment, moment)) return [];
    return [{ ...asked, earlier, askedAt: starts[earlier] ?? 0 }];
  });
  known.sort((a, b) => a.askedAt - b.askedAt || (isBefore(a.moment, b.moment) ? -1 : 1));
  const last = known.at(-1);
  const limit = failure.lastGoodSeconds * 1_000;
  if (request === undefined || last === undefined || deadline - last.askedAt > limit) {
    return { kind: 'denies', code };
  }
  return gives('lastGood', source, last.answer, last.earlier, request);
}

/** Whether a request comes as far as this source. */
function isAsked(script: Script, source: Placed, number: number): boolean {
  const request = script.requests[number];
  return (
    request !== undefined &&
    refusedBefore(script.trees, request) === undefined &&
    gateOf(request, source.gates) === 'open'
  );
}

/** @param from the request in which the source answered */
function gives(
  verdict: string,
  { number, keys }: Placed,
  answer: Answer,
  from: number,
  request: Request,
): Result {
  const entries = Object.entries(answer.values)
    .filter(([key]) => keys.includes(key))
    .map(([key, value]): [string, Giver] => [
      key,
      {
        value,
        origin: {
          source: `source-${number}`,
          secret: answer.secret || answer.secretKeys.includes(key),
          version: `r${from}`,
          replaced: request.parameters.includes(key),
        },
      },
    ]);
  return { kind: 'gives', verdict, givers: new Map(entries) };
}
