export { type Account, arnOf } from './account/account.js';
export type { AccountStore, Relation, Table } from './account/account-store.js';
export { type KeptAccount, keptAccount } from './account/kept-account.js';
export { memoryAccountStore } from './account/memory-account-store.js';
export type {
  CertificateRow,
  NamedRow,
  PolicyRow,
  TemplateRow,
  TemplateVersionRow,
  ThingRow,
  TokenRow,
} from './account/rows.js';
export { sqliteAccountStore } from './account/sqlite-account-store.js';
export { type AuthorityKeys, newAuthorityKeys } from './certificates/authority-keys.js';
export type {
  CertificateAuthority,
  IssuedCertificate,
  IssuedKeys,
} from './certificates/certificate-authority.js';
export { createCertificateAuthority } from './certificates/create-certificate-authority.js';
export {
  type Chaos,
  type ChaosFault,
  type ChaosOptions,
  chaosFaults,
  createChaos,
} from './chaos/chaos.js';
export { type FaultPlan, type FaultSubject, noFaults } from './chaos/fault-plan.js';
export {
  type DeviceFiles,
  type DeviceFilesOptions,
  openDeviceFolder,
  writeDeviceFiles,
} from './device-files.js';
export type { ClaimCredentials, Emulator, EmulatorOptions } from './emulator.js';
export { EmulatorError, type EmulatorErrorCode } from './emulator-error.js';
export { HookCallError, type HookTarget } from './hook-target/hook-target.js';
export { type InProcessHookOptions, inProcessHook } from './hook-target/in-process-hook.js';
export {
  type LambdaCredentials,
  type LambdaHookOptions,
  lambdaHook,
} from './hook-target/lambda-hook.js';
export { type UrlHookOptions, urlHook } from './hook-target/url-hook.js';
export { lifecycleRule } from './presence/lifecycle-rule.js';
export type { PresenceEvent, PresenceRule } from './presence/presence-event.js';
export { readyLine } from './ready-line.js';
export { startEmulator } from './start-emulator.js';
