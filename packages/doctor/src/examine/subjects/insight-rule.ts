import { claimCertificateInsight } from '@gangway/deployment';
import * as v from 'valibot';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { insightRules } from '../questions.js';

const answer = v.looseObject({
  InsightRules: v.array(
    v.looseObject({ Name: v.string(), State: v.string(), Definition: v.string() }),
  ),
});

const definition = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    LogGroupNames: v.array(v.string()),
    Contribution: v.looseObject({ Keys: v.array(v.string()) }),
  }),
);

/**
 * Whether somebody counts refusals by claim certificate, of whose number there is no bound for a metric.
 *
 * @param logGroup of the function; behind a proxy the hook writes decisions to a log group of its own, which nothing here names
 */
export async function examineInsight(
  { logGroup, proxy }: { readonly logGroup: string; readonly proxy: boolean },
  { inquiry, region }: Context,
): Promise<readonly Finding[]> {
  const reply = await inquiry.ask(insightRules, answer);
  if (reply.kind === 'unknown') return [];
  const rules = reply.kind === 'answer' ? reply.value.InsightRules : [];
  const ours = rules.filter(({ Definition }) => counts(Definition, proxy ? undefined : logGroup));
  const { name, body } = claimCertificateInsight(logGroup);
  const [first] = ours;
  if (first === undefined && proxy) {
    const what = 'No Contributor Insights rule counts what a hook says of claim certificates.';
    const mend = 'In CDK: deploy HookProxy with its `alarms`, which make the rule, too.';
    return [found('INSIGHT_RULE_ABSENT', { what, mend, where: logGroup })];
  }
  if (first === undefined) {
    return [
      found('INSIGHT_RULE_ABSENT', {
        what: `No Contributor Insights rule counts what ${logGroup} says of claim certificates.`,
        mend: aws(
          ...['cloudwatch', 'put-insight-rule', '--rule-name', name, '--rule-state', 'ENABLED'],
          ...['--rule-definition', JSON.stringify(body), '--region', region],
        ),
        where: logGroup,
      }),
    ];
  }
  if (ours.some(({ State }) => State === 'ENABLED')) return [];
  const what = `The Contributor Insights rule ${first.Name} is ${first.State}.`;
  const enabling = ['enable-insight-rules', '--rule-names', first.Name, '--region', region];
  const mend = aws('cloudwatch', ...enabling);
  return [found('INSIGHT_RULE_DISABLED', { what, mend, where: first.Name })];
}

/** Rules of others are of other shapes. */
function counts(text: string, logGroup: string | undefined): boolean {
  const parsed = v.safeParse(definition, text);
  if (!parsed.success) return false;
  const { LogGroupNames, Contribution } = parsed.output;
  const reads = logGroup === undefined || LogGroupNames.includes(logGroup);
  return reads && Contribution.Keys.includes('$.claimCertificateId');
}
