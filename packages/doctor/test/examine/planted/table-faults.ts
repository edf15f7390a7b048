import { both, change, gone, type Output } from '../damage.js';
import type { PlantedFault } from './planted-fault.js';

const table = (edit: (own: Output) => void) =>
  change('dynamodb DescribeTable devices', ({ Table }) => edit(Table));
export const tableFaults: readonly PlantedFault[] = [
  {
    fault: 'there is no table',
    code: 'TABLE_ABSENT',
    damage: both(
      gone('dynamodb DescribeTable devices'),
      gone('dynamodb DescribeContinuousBackups devices'),
      gone('dynamodb DescribeTimeToLive devices'),
    ),
  },
  {
    fault: 'the table is being deleted',
    code: 'TABLE_NOT_ACTIVE',
    damage: table((own) => {
      own.TableStatus = 'DELETING';
    }),
  },
  {
    fault: 'the table has another key',
    code: 'TABLE_KEY_WRONG',
    damage: table((own) => {
      own.KeySchema[0].AttributeName = 'id';
      own.AttributeDefinitions[0].AttributeName = 'id';
    }),
  },
  {
    fault: 'the table has a sort key',
    code: 'TABLE_KEY_WRONG',
    damage: table((own) => {
      own.KeySchema.push({ AttributeName: 'sk', KeyType: 'RANGE' });
    }),
  },
  {
    fault: 'the table may be deleted',
    code: 'TABLE_UNPROTECTED',
    damage: table((own) => {
      own.DeletionProtectionEnabled = false;
    }),
  },
  {
    fault: 'the table cannot be taken back',
    code: 'TABLE_RECOVERY_OFF',
    damage: change('dynamodb DescribeContinuousBackups devices', (output) => {
      output.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus =
        'DISABLED';
    }),
  },
  {
    fault: 'the table forgets nothing',
    code: 'TABLE_TTL_OFF',
    damage: change('dynamodb DescribeTimeToLive devices', (output) => {
      output.TimeToLiveDescription = { TimeToLiveStatus: 'DISABLED' };
    }),
  },
  {
    fault: 'the table forgets by another attribute',
    code: 'TABLE_TTL_WRONG',
    damage: change('dynamodb DescribeTimeToLive devices', (output) => {
      output.TimeToLiveDescription.AttributeName = 'expires';
    }),
  },
];
