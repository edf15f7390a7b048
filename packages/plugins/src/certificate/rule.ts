import type { Certificate, Deny, DeviceRecord, ProvisioningRequest } from '@gangway/core';

/** What the rules of a policy are asked about. */
export interface Asked {
  readonly certificate: Certificate;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly parameters: ProvisioningRequest['parameters'];
  /** There where a rule is bound to it. */
  readonly device?: DeviceRecord;
}

/** One question of a policy: why it refuses the certificate, if it does. */
export type Rule = (asked: Asked) => Deny | undefined;
