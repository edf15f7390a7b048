export type { CaInput } from './certificate-extensions.js';
export type { CertificateKey } from './certificate-keys.js';
export type { ExtensionInput, SignatureHash } from './certificate-parts.js';
export type { PssInput } from './certificate-pss.js';
export { type CertificateInput, type MadeCertificate, makeCertificate } from './certificates.js';
export {
  type ClaimsIssuer,
  type ClaimsIssuerOptions,
  type ClaimsSet,
  makeClaimsIssuer,
} from './claims-issuer.js';
export type { ClaimsAlgorithm } from './claims-signature.js';
export { type DefectiveCertificate, defectiveCertificates } from './defective-certificates.js';
export { type FakeClock, fakeClock } from './doubles/fake-clock.js';
export { type MemoryDecisionSink, memoryDecisionSink } from './doubles/memory-decision-sink.js';
export { type LogLine, type MemoryLogger, memoryLogger } from './doubles/memory-logger.js';
export { createMemorySecretStore, memorySecretStore } from './doubles/memory-secret-store.js';
export { anEvent, type EventOptions } from './events.js';
export type { InvocationOutcome, RuntimeError } from './invocation-outcome.js';
export { type MetricPoint, readMetricLine } from './metric-line.js';
export { newHopKey } from './new-hop-key.js';
export {
  type InvokeOptions,
  type RuntimeApi,
  startRuntimeApi,
} from './runtime-api-server.js';
export type { EventCertificate } from './sample-certificate.js';
export {
  type MadeSigningRequest,
  makeSigningRequest,
  type SigningRequestInput,
} from './signing-requests.js';
export { type RunningHook, type StartHookOptions, startHook } from './start-hook.js';
