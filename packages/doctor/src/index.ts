export type { Account, Asked, Service } from './account.js';
export type { CodeMeaning, FindingLevel } from './examine/code.js';
export { type DoctorCode, doctorCodes } from './examine/codes/doctor-codes.js';
export { type ExamineOptions, examine } from './examine/examine.js';
export type { Examination, Finding } from './examine/finding.js';
