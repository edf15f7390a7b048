export { metricNames } from '@gangway/core';
export { hookSettings, lifecycleSettings, presenceRule } from './function-settings.js';
export {
  type CertificateRequest,
  claimPolicyDocument,
  type IotPolicyDocument,
} from './iam/claim-policy-document.js';
export {
  compareGrants,
  type ExcessGrant,
  type GrantComparison,
  type MissingGrant,
} from './iam/compare-grants.js';
export { functionLogPermissions } from './iam/function-log-permissions.js';
export { type GrantedStatement, readGrants } from './iam/granted-statement.js';
export { networkPermissions } from './iam/network-permissions.js';
export type { Place } from './iam/place.js';
export { type PolicyStatement, statementsFor } from './iam/policy-statement.js';
export { type ProvisioningResource, provisioningActions } from './iam/provisioning-actions.js';
export { provisioningRolePermissions } from './iam/provisioning-role-permissions.js';
export { checkTemplateName, provisioningTemplateArn } from './iam/provisioning-template-arn.js';
export { provisioningRoleTrust, type RoleTrust } from './iam/role-trust.js';
export { type BundleManifest, manifestFile, readManifest } from './manifest.js';
export type { Alarm, WatchedMetric } from './metrics/alarm.js';
export { claimCertificateInsight, type InsightRule } from './metrics/claim-certificate-insight.js';
export type { WatchedFunction } from './metrics/function-alarms.js';
export { hookAlarms } from './metrics/hook-alarms.js';
export { lifecycleAlarms } from './metrics/lifecycle-alarms.js';
export { proxyAlarms } from './metrics/proxy-alarms.js';
export { refusalWave } from './metrics/thresholds.js';
export { zipFile } from './zip-file.js';
