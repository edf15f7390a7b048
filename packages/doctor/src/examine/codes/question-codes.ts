import { unknown } from '../code.js';

export const questionCodes = {
  NOT_ASKED: unknown(
    'AWS did not answer a question, so that what it asks about may be right or wrong.',
    'Give whoever examines the permission that the finding names, or ask again.',
  ),
  NOT_UNDERSTOOD: unknown(
    'AWS answered in a shape that this examination does not know, so that what it asks about may be right or wrong.',
    'Look at it yourself, with the command that the finding gives.',
  ),
  MANIFEST_ABSENT: unknown(
    'Without the manifest of its bundle nobody can say what the function needs: permissions, table, presence events and the parameters of the template are not held against it.',
    'Examine with the folder that `gangway bundle` made.',
  ),
};
