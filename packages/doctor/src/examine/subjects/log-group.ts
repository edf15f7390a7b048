import { hookSettings } from '@gangway/deployment';
import * as v from 'valibot';
import { aws, inTurn } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { logGroups } from '../questions.js';

const answer = v.looseObject({
  logGroups: v.array(
    v.looseObject({
      logGroupName: v.string(),
      retentionInDays: v.optional(v.number()),
      logGroupClass: v.optional(v.string(), 'STANDARD'),
    }),
  ),
});

/** Whether what the function says is kept, and for how long. */
export async function examineLogGroup(
  name: string,
  { inquiry, region }: Context,
): Promise<readonly Finding[]> {
  const reply = await inquiry.ask(logGroups(name), answer);
  if (reply.kind === 'unknown') return [];
  // The question takes a prefix: other groups may begin alike.
  const groups = reply.kind === 'answer' ? reply.value.logGroups : [];
  const group = groups.find(({ logGroupName }) => logGroupName === name);
  if (group === undefined) {
    const what = `There is no log group ${name}.`;
    const making = aws('logs', 'create-log-group', '--log-group-name', name, '--region', region);
    const mend = inTurn(making, keeping(name, region));
    return [found('LOG_GROUP_ABSENT', { what, mend, where: name })];
  }
  const findings: Finding[] = [];
  if (group.logGroupClass !== 'STANDARD') {
    findings.push(
      found('LOG_CLASS_WRONG', {
        what: `The log group ${name} is of the class ${group.logGroupClass}.`,
        mend: 'In CDK: let PreProvisioningHook or ClaimLifecycle make the log group, and deploy.',
        where: name,
      }),
    );
  }
  if (group.retentionInDays === undefined) {
    const what = `The log group ${name} has no retention.`;
    findings.push(
      found('LOG_RETENTION_ABSENT', { what, mend: keeping(name, region), where: name }),
    );
  }
  return findings;
}

const keeping = (name: string, region: string): string =>
  aws(
    ...['logs', 'put-retention-policy', '--log-group-name', name],
    ...['--retention-in-days', `${hookSettings.logRetentionDays}`, '--region', region],
  );
