export { attributeNames as certificateAttributeNames } from './certificate/attribute-types.js';
export { isReadExtension } from './certificate/extension/contents.js';
export { keyUsages } from './certificate/extension/key-usage.js';
export { extensionNames as certificateExtensionNames } from './certificate/extension-names.js';
export { nodeCryptoCertificateReader } from './certificate/node-crypto-reader.js';
export { publicKeyOf } from './certificate/public-key-of.js';
export { purposeNames as keyPurposeNames } from './certificate/purpose-names.js';
export {
  readSigningRequest,
  type SigningRequestReading,
} from './certificate/signing-request/read-signing-request.js';
export { type ChainRefusalCode, chainRefusals } from './chain/chain-refusals.js';
export type { ChainRules, ChainVerdict } from './chain/chain-rules.js';
export { validateChain } from './chain/validate-chain.js';
export { chainLimits } from './chain/work-budget.js';
export type {
  Certificate,
  CertificateExtension,
  DistinguishedName,
  ExtensionContents,
  GeneralName,
  KeyUsage,
  NameAttribute,
  PublicKey,
} from './domain/certificate.js';
export type { Admission, Claim, TakeoverGround } from './domain/claim.js';
export {
  type Allow,
  type Decision,
  type DecisionRecord,
  type DecisionSubject,
  type Denial,
  type OverrideComparison,
  type OverrideOrigin,
  type Reason,
  type TraceStep,
  toResponse,
} from './domain/decision.js';
export type { PreProvisioningEvent, PreProvisioningResponse } from './domain/event.js';
export { isCertificateId } from './domain/event-fields.js';
export {
  defineFact,
  type Fact,
  type FactKey,
  type Facts,
  type FactUse,
  fact,
} from './domain/fact.js';
export { type FaultCode, faultCodes } from './domain/fault-codes.js';
export {
  type BindCertificate,
  bindCertificate,
  type ClaimDevice,
  type CountAgainstQuota,
  claimDevice,
  countAgainstQuota,
  type Intent,
  type SpendNonce,
  spendNonce,
} from './domain/intent.js';
export { isOverride } from './domain/is-override.js';
export { limits, timing } from './domain/limits.js';
export {
  type DenialClass,
  errorCode,
  type Outcome,
  policyCode,
  type ReasonCode,
  type ReasonCodes,
} from './domain/outcome.js';
export { isReservedName } from './domain/parse-parameters.js';
export {
  type CallReasonCode,
  type CoreReasonCode,
  coreReasonCodes,
} from './domain/reason-codes.js';
export type { CertificateRefusalCode } from './domain/reason-codes-certificate.js';
export type { LedgerDenialCode } from './domain/reason-codes-ledger.js';
export type { ProvisioningRequest } from './domain/request.js';
export type { SigningRequest } from './domain/signing-request.js';
export {
  type SigningRequestRefusalCode,
  signingRequestRefusals,
} from './domain/signing-request-refusals.js';
export { parseTemplateArn, type TemplateArn } from './domain/template-arn.js';
export {
  type Deny,
  deny,
  type NotApplicable,
  notApplicable,
  type Permit,
  permit,
  type Verdict,
} from './domain/verdict.js';
export { CompositionError, GangwayError, PortError } from './gangway-error.js';
export { claimOf } from './ledger/claim-of.js';
export { judgeCommit, type LedgerState } from './ledger/judge-commit.js';
export { concerns, judgeRelease } from './ledger/judge-release.js';
export {
  type CommitPlan,
  type PlannedClaim,
  type PlannedCount,
  type PlannedNonce,
  planCommit,
} from './ledger/plan-commit.js';
export type { TakeOptions } from './lifecycle/confirm-in-time.js';
export {
  createLifecycle,
  type Lifecycle,
  type LifecycleParts,
  type PresenceOutcome,
} from './lifecycle/lifecycle.js';
export {
  type PresenceEvent,
  type PresenceRefusalCode,
  parsePresenceEvent,
  presenceRefusals,
  type RefusedPresence,
} from './lifecycle/presence-event.js';
export { type CountedDecision, decisionMetrics } from './metrics/decision-metrics.js';
export { metricNames } from './metrics/metric-names.js';
export { sameOctets } from './octets/same-octets.js';
export { askProbes, type ReadyProbe } from './pipeline/ask-probes.js';
export {
  createHook,
  type DecideOptions,
  type DecidingHook,
  type HookParts,
} from './pipeline/hook.js';
export { observedPort, type PortObserver } from './pipeline/observed-port.js';
export type { RecordOptions } from './pipeline/record.js';
export {
  defineCheck,
  definePlugin,
  type FactoryDescription,
  type PluginFactory,
  provide,
} from './plugin/define-plugin.js';
export {
  type FunctionDescription,
  functionDescription,
  withDescription,
} from './plugin/function-description.js';
export { nearest } from './plugin/nearest.js';
export { optionNames } from './plugin/options.js';
export type {
  Permission,
  Plugin,
  Preparation,
  Probe,
  Provision,
  SecretPermissions,
} from './plugin/plugin.js';
export type { PluginContext, PluginParts } from './plugin/plugin-parts.js';
export type {
  Check,
  CheckBranch,
  CheckNode,
  Condition,
  Declared,
  DeclaredChecks,
  DeclaredIntents,
  DeclaredSources,
  FailurePolicy,
  IntentNode,
  IntentSource,
  Monitor,
  Monitored,
  PortNeeds,
  Ports,
  Ready,
  ReadyChecks,
  ReadyIntents,
  ReadySources,
  SourceInfo,
  SourceNode,
  StepContext,
  StepInfo,
} from './plugin/steps.js';
export {
  type Block,
  BlockRegistry,
  type BlockSubject,
  blockKey,
} from './ports/block-registry.js';
export {
  CertificateReader,
  type CertificateReading,
  readCertificate,
  refuseCertificate,
} from './ports/certificate-reader.js';
export {
  CertificateRegistry,
  type CertificateStatus,
  certificateStatuses,
  type RegisteredCertificate,
} from './ports/certificate-registry.js';
export {
  ClaimLedger,
  type CommitResult,
  type Confirmation,
  committed,
  denyCommit,
  type LedgerEntry,
  type Presence,
  type Release,
  replay,
  type StoredAnswer,
  type StoredOverride,
} from './ports/claim-ledger.js';
export { Clock } from './ports/clock.js';
export { DecisionSink, type SinkContext } from './ports/decision-sink.js';
export type {
  DeviceDetails,
  DeviceEntry,
  DeviceFilter,
  DeviceInventory,
  DeviceStats,
  DeviceStore,
  PutResult,
} from './ports/device-inventory.js';
export {
  type DeviceBatch,
  type DeviceRecord,
  DeviceRegistry,
  type DeviceState,
  deviceStates,
} from './ports/device-registry.js';
export { Logger, type LogLevel } from './ports/logger.js';
export {
  type KeyOrigin,
  type OverrideSource,
  type Overrides,
  overrides,
} from './ports/override-source.js';
export type { PortAnswer } from './ports/port-answer.js';
export type { PortCall } from './ports/port-call.js';
export { type Secret, type SecretRequest, SecretStore } from './ports/secret-store.js';
export { type Thing, ThingRegistry } from './ports/thing-registry.js';
export { definePort, portName, type Token } from './ports/token.js';
