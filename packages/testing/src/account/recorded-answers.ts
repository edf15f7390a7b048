import { isDeepStrictEqual } from 'node:util';
import type { AccountAnswer, AccountCall, AccountService } from './account-call.js';

/** One question and what came of it, as a snapshot of `@gangway/doctor` holds it. */
export interface AccountRecord {
  readonly service: AccountService;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer:
    | { readonly kind: 'answer'; readonly output: Readonly<Record<string, unknown>> }
    | { readonly kind: 'absent'; readonly code: string }
    | { readonly kind: 'fault'; readonly code: string };
}

/** Where an operation's answers come in pages: the member that a page is asked by, the one that tells the next, the lists. */
const pagesOf: Readonly<Record<string, readonly [string, string, readonly string[]]>> = {
  DescribeAlarms: ['NextToken', 'NextToken', ['MetricAlarms', 'CompositeAlarms']],
  DescribeInsightRules: ['NextToken', 'NextToken', ['InsightRules']],
  DescribeLogGroups: ['nextToken', 'nextToken', ['logGroups']],
  ListAttachedRolePolicies: ['Marker', 'Marker', ['AttachedPolicies']],
  ListRolePolicies: ['Marker', 'Marker', ['PolicyNames']],
  ListTopicRules: ['nextToken', 'nextToken', ['rules']],
};

/** Answers calls by what was recorded, lists in pages of so many. */
export const recordedAnswers =
  (records: readonly AccountRecord[], pageSize: number) =>
  (service: AccountService, { operation, input }: AccountCall): AccountAnswer => {
    const [token = '', next = '', lists = []] = pagesOf[operation] ?? [];
    const { [token]: page, ...asked } = input;
    const found = records.find(
      (record) =>
        record.service === service &&
        record.operation === operation &&
        isDeepStrictEqual(record.input, asked),
    );
    if (found === undefined) return { status: 400, error: 'NotRecordedException' };
    const { answer } = found;
    if (answer.kind !== 'answer') return { status: statusOf(service, answer), error: answer.code };
    return { output: pageOf(answer.output, lists, next, Number(page ?? 0), pageSize) };
  };

/** By the services' references: JSON services say nearly all of it with 400. */
function statusOf(service: AccountService, { kind, code }: { kind: string; code: string }): number {
  const plain = service === 'iam' || service === 'iot' || service === 'lambda';
  if (kind === 'absent') return plain ? 404 : 400;
  return plain && code.startsWith('AccessDenied') ? 403 : 400;
}

function pageOf(
  output: Readonly<Record<string, unknown>>,
  lists: readonly string[],
  next: string,
  from: number,
  size: number,
): Readonly<Record<string, unknown>> {
  if (lists.length === 0) return output;
  const to = from + size;
  const whole = lists.map((name) => [name, output[name]] as const);
  const more = whole.some(([, list]) => Array.isArray(list) && list.length > to);
  return {
    ...output,
    ...Object.fromEntries(
      whole.map(([name, list]) => [name, Array.isArray(list) ? list.slice(from, to) : undefined]),
    ),
    // IAM says it beside the marker.
    ...(next === 'Marker' ? { IsTruncated: more } : {}),
    ...(more ? { [next]: String(to) } : {}),
  };
}
