import { definePort } from './token.js';

/**
 * Where a registered certificate stands, in AWS IoT's words. Only one that is `ACTIVE` may connect.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_CertificateDescription.html
 */
export type CertificateStatus =
  | 'ACTIVE'
  | 'INACTIVE'
  | 'REVOKED'
  | 'PENDING_TRANSFER'
  | 'REGISTER_INACTIVE'
  | 'PENDING_ACTIVATION';

export const certificateStatuses: readonly CertificateStatus[] = Object.freeze([
  'ACTIVE',
  'INACTIVE',
  'REVOKED',
  'PENDING_TRANSFER',
  'REGISTER_INACTIVE',
  'PENDING_ACTIVATION',
]);

/** What an account knows of a certificate; moments in milliseconds since 1970-01-01T00:00:00Z. */
export interface RegisteredCertificate {
  readonly certificateId: string;
  readonly status: CertificateStatus;
  /** Id of the registered CA certificate that signed it; absent where there is none. */
  readonly caCertificateId?: string;
  /**
   * How it came into the account. `DEFAULT`: AWS IoT issued it, or it was registered with its CA. `SNI_ONLY`: registered
   * without proof of a CA.
   */
  readonly certificateMode?: 'DEFAULT' | 'SNI_ONLY';
  /** When it came into the account. */
  readonly createdAt?: number;
  /** Number of the account that owns it, twelve digits. */
  readonly ownerAccount?: string;
  readonly validity?: { readonly notBefore: number; readonly notAfter: number };
}

/** The certificates of an AWS account. */
export interface CertificateRegistry {
  /**
   * Finds a certificate by its exact id; `undefined` when the account does not list it.
   *
   * @throws PortError when the account could not be asked
   */
  find(
    certificateId: string,
    options: { readonly signal: AbortSignal },
  ): Promise<RegisteredCertificate | undefined>;
}

export const CertificateRegistry = definePort<CertificateRegistry>(
  '@gangway/core/CertificateRegistry',
);
