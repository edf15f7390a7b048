import type { CodeMeaning } from '../code.js';
import { alarmCodes } from './alarm-codes.js';
import { functionCodes } from './function-codes.js';
import { invokeCodes } from './invoke-codes.js';
import { lifecycleCodes } from './lifecycle-codes.js';
import { questionCodes } from './question-codes.js';
import { roleCodes } from './role-codes.js';
import { tableCodes } from './table-codes.js';
import { templateCodes } from './template-codes.js';

/**
 * All that an examination can find, by its stable code: how bad it is, why it matters, and how it is mended.
 *
 * @example doctorCodes.HOOK_ABSENT.level; // 'error'
 */
export const doctorCodes = Object.freeze({
  ...questionCodes,
  ...templateCodes,
  ...functionCodes,
  ...invokeCodes,
  ...roleCodes,
  ...lifecycleCodes,
  ...alarmCodes,
  ...tableCodes,
}) satisfies Readonly<Record<string, CodeMeaning>>;

export type DoctorCode = keyof typeof doctorCodes;
