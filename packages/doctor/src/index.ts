export type { Account, Asked, Service } from './account.js';
export { askFaultCodes } from './ask/ask-fault.js';
export { type AwsAccount, type AwsAccountOptions, awsAccount } from './ask/aws-account.js';
export { operatorPolicy } from './ask/operator-policy.js';
export {
  type RecordedAnswer,
  type RecordingAccount,
  recordingAccount,
} from './ask/recording-account.js';
export type { ClientOptions, ServiceClient } from './ask/service-client.js';
export { readSnapshot, type Snapshot, toSnapshot, writeSnapshot } from './ask/snapshot.js';
export { snapshotAccount } from './ask/snapshot-account.js';
export type { CodeMeaning, FindingLevel } from './examine/code.js';
export { type DoctorCode, doctorCodes } from './examine/codes/doctor-codes.js';
export { type ExamineOptions, examine } from './examine/examine.js';
export type { Examination, Finding } from './examine/finding.js';
