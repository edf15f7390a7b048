import type { CertificateStatus } from '@gangway/core';

// What an account of AWS IoT holds, as rows of tables. Moments are milliseconds since 1970-01-01T00:00:00Z.

export interface CertificateRow {
  /** SHA-256 of the DER, lowercase hex. */
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly status: CertificateStatus;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** When it stops existing unless it was activated before: an hour for a device's, five minutes for a provisioning claim. */
  readonly endsAt?: number;
  /** There where `CreateProvisioningClaim` made it: it is in no list, and may do nothing but claim through this template. */
  readonly claimOf?: string;
}

export interface ThingRow {
  readonly thingName: string;
  readonly thingId: string;
  readonly thingTypeName?: string;
  readonly billingGroupName?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly version: number;
  readonly createdAt: number;
}

export interface PolicyRow {
  readonly policyName: string;
  /** JSON text. */
  readonly policyDocument: string;
  readonly createdAt: number;
}

/** A thing group, thing type or billing group. */
export interface NamedRow {
  readonly name: string;
  readonly id: string;
  readonly createdAt: number;
}

export interface TemplateVersionRow {
  readonly versionId: number;
  readonly templateBody: string;
  readonly createdAt: number;
}

export interface TemplateRow {
  readonly templateName: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly type: 'FLEET_PROVISIONING' | 'JITP';
  readonly provisioningRoleArn: string;
  readonly preProvisioningHook?: { readonly targetArn: string; readonly payloadVersion: string };
  readonly versions: readonly TemplateVersionRow[];
  readonly defaultVersionId: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Proof that whoever asks holds a certificate that was just made; consumed by the `RegisterThing` that succeeds. */
export interface TokenRow {
  /** SHA-256 of the token, lowercase hex: whoever reads the state file holds no token. */
  readonly tokenHash: string;
  readonly certificateId: string;
  readonly endsAt: number;
}
