import { GangwayError } from '@gangway/core';
import * as v from 'valibot';
import { inOrder } from './canonical.js';
import { questionKey, type RecordedAnswer } from './recording-account.js';

/** Whatever AWS has in it, left as it is. */
const members = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Invalid type: Expected Object',
);

const answer = v.variant('kind', [
  v.strictObject({ kind: v.literal('answer'), output: members }),
  v.strictObject({ kind: v.literal('absent'), code: v.string() }),
  v.strictObject({ kind: v.literal('fault'), code: v.string(), message: v.string() }),
]);

const schema = v.strictObject({
  format: v.literal(1),
  /** The account's id, as the ARN of the template tells it; null where none did. */
  account: v.nullable(v.pipe(v.string(), v.regex(/^\d{12}$/))),
  region: v.nullable(v.string()),
  takenAt: v.pipe(v.string(), v.isoTimestamp()),
  answers: v.array(
    v.strictObject({
      service: v.picklist(['cloudwatch', 'dynamodb', 'iam', 'iot', 'lambda', 'logs']),
      operation: v.string(),
      input: members,
      answer,
    }),
  ),
});

/** What an account answered at one time. */
export type Snapshot = v.InferOutput<typeof schema>;

/**
 * Makes a snapshot of what was recorded.
 *
 * @param takenAt when it was asked
 * @example
 * toSnapshot([], new Date(0)); // { format: 1, account: null, region: null, takenAt: '1970-01-01T00:00:00.000Z', answers: [] }
 */
export function toSnapshot(recorded: readonly RecordedAnswer[], takenAt: Date): Snapshot {
  // There is no client of STS to ask who asks. A template is its account's own; other answers also name what belongs to others.
  const told = recorded.flatMap(({ operation, answer: { kind, ...rest } }) =>
    operation === 'DescribeProvisioningTemplate' && kind === 'answer' ? [rest] : [],
  );
  const [, region = null, account = null] =
    /"arn:aws[a-z-]*:iot:([a-z0-9-]+):(\d{12}):provisioningtemplate\//.exec(JSON.stringify(told)) ??
    [];
  return { format: 1, account, region, takenAt: takenAt.toISOString(), answers: [...recorded] };
}

/**
 * Writes a snapshot as text that depends on nothing but what it holds.
 *
 * @example
 * writeSnapshot(toSnapshot([], new Date(0))).endsWith('}\n'); // true
 */
export const writeSnapshot = ({ answers, ...head }: Snapshot): string =>
  `${JSON.stringify({ ...head, answers: answers.map(inOrder) }, null, 2)}\n`;

/**
 * Reads a snapshot, strictly.
 *
 * @param where names it in errors
 * @throws GangwayError `SNAPSHOT_INVALID` when it is damaged, of another format, or has what no snapshot has
 * @example
 * const text = writeSnapshot(toSnapshot([], new Date(0)));
 * readSnapshot(text, 'stack.json').answers; // []
 */
export function readSnapshot(text: string, where: string): Snapshot {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const at = v.getDotPath(issue);
    throw invalid(where, `${at === null ? '' : `${at}: `}${issue.message}`);
  }
  const asked = new Set<string>();
  for (const [index, { service, operation, input }] of parsed.output.answers.entries()) {
    const key = questionKey(service, operation, input);
    if (asked.has(key)) throw invalid(where, `answers.${index}: ${operation} is there twice`);
    asked.add(key);
  }
  return parsed.output;
}

const invalid = (where: string, why: string): GangwayError =>
  new GangwayError(
    'SNAPSHOT_INVALID',
    `${where} is no snapshot of an account: ${why}. Take it anew with \`gangway doctor --save\`.`,
  );
