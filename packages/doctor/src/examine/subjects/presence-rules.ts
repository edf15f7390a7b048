import { presenceRule } from '@gangway/deployment';
import * as v from 'valibot';
import type { Context } from '../context.js';
import { topicRule, topicRules } from '../questions.js';

/** A rule that takes presence events, as `GetTopicRule` answers it. */
export interface PresenceRule {
  readonly arn: string;
  readonly name: string;
  readonly sql: string;
  readonly disabled: boolean;
  /** What its Lambda actions call. */
  readonly functionArns: readonly string[];
  readonly hasErrorAction: boolean;
  /** Under which its error action writes, where it says. */
  readonly errorRoleArns: readonly string[];
}

const listAnswer = v.looseObject({
  rules: v.array(
    v.looseObject({
      ruleName: v.string(),
      ruleArn: v.string(),
      topicPattern: v.optional(v.string(), ''),
    }),
  ),
});

const ruleAnswer = v.looseObject({
  ruleArn: v.string(),
  rule: v.looseObject({
    ruleName: v.string(),
    sql: v.string(),
    ruleDisabled: v.optional(v.boolean(), false),
    actions: v.optional(
      v.array(v.looseObject({ lambda: v.optional(v.looseObject({ functionArn: v.string() })) })),
      [],
    ),
    errorAction: v.optional(
      v.record(v.string(), v.looseObject({ roleArn: v.optional(v.string()) })),
    ),
  }),
});

/** All rules that take presence events of connections; `undefined` when nobody can say that these are all. */
export async function presenceRules({
  inquiry,
}: Context): Promise<readonly PresenceRule[] | undefined> {
  const list = await inquiry.ask(topicRules, listAnswer);
  if (list.kind === 'unknown') return undefined;
  const rules = list.kind === 'answer' ? list.value.rules : [];
  const near = rules.filter(({ topicPattern }) => meets(topicPattern, presenceRule.topic));
  const replies = await Promise.all(
    near.map(({ ruleName, ruleArn }) => inquiry.ask(topicRule(ruleName, ruleArn), ruleAnswer)),
  );
  if (replies.some(({ kind }) => kind === 'unknown')) return undefined;
  return replies.flatMap((reply) => (reply.kind === 'answer' ? [toRule(reply.value)] : []));
}

const toRule = ({ ruleArn, rule }: v.InferOutput<typeof ruleAnswer>): PresenceRule => ({
  arn: ruleArn,
  name: rule.ruleName,
  sql: rule.sql,
  disabled: rule.ruleDisabled,
  functionArns: rule.actions.flatMap(({ lambda }) => lambda?.functionArn ?? []),
  hasErrorAction: rule.errorAction !== undefined,
  errorRoleArns: Object.values(rule.errorAction ?? {}).flatMap(({ roleArn }) => roleArn ?? []),
});

/** Whether two MQTT topic filters have a topic in common. */
function meets(one: string, other: string): boolean {
  const [ours, theirs] = [one.split('/'), other.split('/')];
  for (const [at, level] of ours.entries()) {
    const their = theirs[at];
    if (level === '#' || their === '#') return true;
    if (their === undefined) return false;
    if (level !== their && level !== '+' && their !== '+') return false;
  }
  return ours.length === theirs.length;
}

/** Whether a rule's SQL takes whole events of every client that connects. */
export function takesWholeEvents(sql: string): boolean {
  const [, topic] = /^\s*SELECT\s+\*\s+FROM\s+'([^']+)'\s*;?\s*$/i.exec(sql) ?? [];
  return topic !== undefined && wholeTopics.has(topic);
}

/** A client's id is one level as a rule. */
const wholeTopics = new Set([
  presenceRule.topic,
  '$aws/events/presence/connected/+',
  '$aws/events/presence/+/+',
  '$aws/events/presence/#',
  '$aws/events/#',
]);
