import type { Outcome } from '@gangway/core';
import type { TraceRow } from '../terminal/render-trace.js';

/** A decision as a log line tells it. Every field but the outcome may be missing: a log is what somebody wrote. */
export interface LoggedDecision {
  /** As the line has it; ISO 8601. */
  readonly time?: string;
  readonly outcome: Outcome;
  readonly code?: string;
  readonly detail?: string;
  readonly plugin?: string;
  readonly certificateId?: string;
  readonly claimCertificateId?: string;
  readonly clientId?: string;
  readonly requestId?: string;
  readonly templateArn?: string;
  readonly durationMs?: number;
  readonly trace: readonly TraceRow[];
}

type Fields = Readonly<Record<string, unknown>>;

const outcomes: readonly unknown[] = ['ALLOW', 'DENY_POLICY', 'DENY_ERROR'];
const isoTime = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/;

/**
 * Reads a line of a log, with or without the text that Lambda and CloudWatch put before or around it.
 *
 * @returns `undefined` for a line that is no decision
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 * @example parseLogLine('2026-01-01T00:00:00.000Z\tid\tINFO\t{"message":"decision","outcome":"ALLOW",…}')
 */
export function parseLogLine(line: string): LoggedDecision | undefined {
  // Most lines of a log are something else, and parsing is what costs.
  if (!line.includes('outcome')) return undefined;
  for (let at = line.indexOf('{'), tries = 0; at >= 0 && tries < 4; tries += 1) {
    const wrapped = toFields(parseJson(line.slice(at)));
    if (wrapped !== undefined) return unwrap(wrapped, isoTime.exec(line.slice(0, at))?.[0]);
    at = line.indexOf('{', at + 1);
  }
  return undefined;
}

/** Goes into Lambda's `{ "message": … }`, at most three deep; what the wrapping knows stands in for what the inside lacks. */
function unwrap(outer: Fields, prefixTime: string | undefined): LoggedDecision | undefined {
  let fields = outer;
  let known: Fields = { timestamp: prefixTime };
  for (let depth = 0; depth < 3; depth += 1) {
    known = { ...known, ...pick(fields, ['timestamp', 'requestId']) };
    if (isDecision(fields)) return toDecision({ ...known, ...fields });
    const { message } = fields;
    const inner = toFields(typeof message === 'string' ? parseJson(message) : message);
    if (inner === undefined) return undefined;
    fields = inner;
  }
  return undefined;
}

const isDecision = (fields: Fields): boolean =>
  outcomes.includes(fields.outcome) &&
  (fields.message === 'decision' || Array.isArray(fields.trace));

function toDecision(fields: Fields): LoggedDecision {
  const { outcome, timestamp: time, trace, durationMs } = fields;
  const names = [
    'code',
    'detail',
    'plugin',
    'certificateId',
    'claimCertificateId',
    'clientId',
    'requestId',
    'templateArn',
  ];
  return {
    ...(typeof time === 'string' ? { time } : {}),
    outcome: outcome as Outcome,
    ...pick(fields, names),
    ...(typeof durationMs === 'number' ? { durationMs } : {}),
    trace: Array.isArray(trace) ? trace.flatMap(toTraceRow) : [],
  };
}

function toTraceRow(step: unknown): readonly TraceRow[] {
  const fields = toFields(step);
  if (fields === undefined) return [];
  const { durationMs } = fields;
  const compared = Object.entries(toFields(fields.compared) ?? {}).filter(isText);
  return [
    {
      step: '?',
      name: '?',
      verdict: '?',
      ...pick(fields, ['step', 'name', 'plugin', 'verdict', 'code', 'class', 'detail']),
      ...(compared.length === 0 ? {} : { compared: Object.fromEntries(compared) }),
      ...(typeof durationMs === 'number' ? { durationMs } : {}),
    },
  ];
}

const isText = (entry: readonly [string, unknown]): entry is [string, string] =>
  typeof entry[1] === 'string';

/** The fields that are texts. */
const pick = (fields: Fields, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

const toFields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
