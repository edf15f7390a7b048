import * as v from 'valibot';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { continuousBackups, timeToLive } from '../questions.js';
import { registryLayout } from './registry-layout.js';
import type { TableUse } from './table-use.js';

const backupsAnswer = v.looseObject({
  ContinuousBackupsDescription: v.looseObject({
    PointInTimeRecoveryDescription: v.optional(
      v.looseObject({ PointInTimeRecoveryStatus: v.optional(v.string()) }),
    ),
  }),
});

const timeToLiveAnswer = v.looseObject({
  TimeToLiveDescription: v.looseObject({
    TimeToLiveStatus: v.string(),
    AttributeName: v.optional(v.string()),
  }),
});

/** Whether a table can be taken back to an earlier minute, and forgets what it may. */
export async function examineKeeping(
  use: TableUse,
  where: string,
  context: Context,
): Promise<readonly Finding[]> {
  const [recovery, forgetting] = await Promise.all([
    examineRecovery(use.name, where, context),
    use.registry ? examineTimeToLive(use.name, where, context) : [],
  ]);
  return [...recovery, ...forgetting];
}

async function examineRecovery(
  name: string,
  where: string,
  { inquiry, region }: Context,
): Promise<readonly Finding[]> {
  const reply = await inquiry.ask(continuousBackups(name, where), backupsAnswer);
  if (reply.kind !== 'answer') return [];
  const { PointInTimeRecoveryDescription: recovery } = reply.value.ContinuousBackupsDescription;
  if (recovery?.PointInTimeRecoveryStatus === 'ENABLED') return [];
  const what = `The table ${name} has no point-in-time recovery.`;
  const mend = aws(
    ...['dynamodb', 'update-continuous-backups', '--table-name', name, '--region', region],
    ...['--point-in-time-recovery-specification', 'PointInTimeRecoveryEnabled=true'],
  );
  return [found('TABLE_RECOVERY_OFF', { what, mend, where })];
}

async function examineTimeToLive(
  name: string,
  where: string,
  { inquiry, region }: Context,
): Promise<readonly Finding[]> {
  const reply = await inquiry.ask(timeToLive(name, where), timeToLiveAnswer);
  if (reply.kind !== 'answer') return [];
  const { TimeToLiveStatus, AttributeName } = reply.value.TimeToLiveDescription;
  const enable = (attribute: string, enabled: boolean) =>
    aws(
      ...['dynamodb', 'update-time-to-live', '--table-name', name, '--region', region],
      ...['--time-to-live-specification', `Enabled=${enabled},AttributeName=${attribute}`],
    );
  const { timeToLiveAttribute } = registryLayout;
  if (TimeToLiveStatus !== 'ENABLED' && TimeToLiveStatus !== 'ENABLING') {
    const what = `The table ${name} has no time to live.`;
    return [found('TABLE_TTL_OFF', { what, mend: enable(timeToLiveAttribute, true), where })];
  }
  if (AttributeName === timeToLiveAttribute) return [];
  const what = `The time to live of the table ${name} looks at ${AttributeName ?? 'no attribute'}.`;
  // One attribute has to be let go before another is taken, which AWS lets happen once in an hour.
  const mend = enable(AttributeName ?? timeToLiveAttribute, false);
  return [found('TABLE_TTL_WRONG', { what, mend, where })];
}
