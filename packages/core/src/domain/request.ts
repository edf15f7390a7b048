import type { Certificate } from './certificate.js';
import type { TemplateArn } from './template-arn.js';

/** The parsed, frozen event and what was derived from it once. Every plugin sees this one object. */
export interface ProvisioningRequest {
  readonly claimCertificateId: string;
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly certificate: Certificate;
  readonly template: TemplateArn;
  readonly clientId: string;
  /** What the device sent; has no prototype, so every name in it came from the device. */
  readonly parameters: Readonly<Record<string, string>>;
  /** When the request was received, in milliseconds since 1970-01-01T00:00:00Z by the hook's clock. */
  readonly receivedAt: number;
  /** When the answer must be out, on the same scale. */
  readonly deadline: number;
}
