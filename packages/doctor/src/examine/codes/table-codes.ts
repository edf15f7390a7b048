import { error, warning } from '../code.js';

export const tableCodes = {
  TABLE_ABSENT: error(
    'The hook asks a table that is not there: it denies every device with an error.',
    'Make the table, or give the hook the name of the one that is there.',
  ),
  TABLE_NOT_ACTIVE: error(
    'DynamoDB does not answer about the table in this state, or not for long.',
    'Wait until it is active.',
  ),
  TABLE_KEY_WRONG: error(
    'The table has another key than the registry writes: each read and write fails.',
    'Make a table whose partition key is the text `pk`, without a sort key.',
  ),
  TABLE_RECOVERY_OFF: warning(
    'Who claimed which device is known to this table alone; a mistaken import or deletion cannot be taken back.',
    'Enable point-in-time recovery.',
  ),
  TABLE_TTL_OFF: warning(
    'Counters of past windows and spent nonces are never deleted, and stay to be paid for.',
    'Enable time to live on the attribute `ttl`.',
  ),
  TABLE_TTL_WRONG: warning(
    'Time to live looks at another attribute than the registry writes: nothing is deleted.',
    'Enable time to live on the attribute `ttl`.',
  ),
  TABLE_UNPROTECTED: warning(
    'Whoever deletes the stack, or the table by mistake, deletes every claim.',
    'Enable deletion protection.',
  ),
};
