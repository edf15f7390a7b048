import type { CertificateStatus } from '@gangway/core';
import { type IotAnswer, notFound } from './iot-wire.js';

/**
 * A certificate of the account; moments in milliseconds since 1970.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_CertificateDescription.html
 */
export interface IotCertificate {
  readonly id: string;
  /** `ACTIVE` unless given. */
  readonly status?: CertificateStatus;
  /** Id of the CA certificate that signed it; none unless given, as where AWS IoT issued it. */
  readonly caCertificateId?: string;
  /** `DEFAULT` unless given; `SNI_ONLY` for one that was registered without a CA. */
  readonly certificateMode?: 'DEFAULT' | 'SNI_ONLY';
  /** The account unless given. */
  readonly ownedBy?: string;
  /** 2030-01-01 unless given. */
  readonly createdAt?: number;
  /** 2029-12-31 to 2049-12-31 unless given, as certificates of AWS IoT end. */
  readonly validity?: { readonly notBefore: number; readonly notAfter: number };
}

/** The certificates that the server knows. */
export interface IotCertificates {
  put(certificate: IotCertificate): void;
  setStatus(id: string, status: CertificateStatus): void;
  forget(id: string): void;
  describe(id: string): IotAnswer;
}

const unlessGiven = {
  status: 'ACTIVE',
  certificateMode: 'DEFAULT',
  createdAt: Date.UTC(2030, 0, 1),
  validity: { notBefore: Date.UTC(2029, 11, 31), notAfter: Date.UTC(2049, 11, 31) },
} as const;

// It comes with every answer; a text that a caller can look for where it must not be.
const certificatePem = '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n';

/** @param arn the ARN of a resource of the account */
export function createCertificates(
  accountId: string,
  arn: (resource: string) => string,
): IotCertificates {
  const certificates = new Map<string, IotCertificate>();
  const put = (certificate: IotCertificate) => void certificates.set(certificate.id, certificate);
  return {
    put,
    setStatus: (id, status) => put({ ...certificates.get(id), id, status }),
    forget: (id) => void certificates.delete(id),
    describe(id) {
      const certificate = certificates.get(id);
      if (certificate === undefined) return notFound(`The certificate ${id} is not found`);
      const { createdAt, validity, ...fields } = { ...unlessGiven, ...certificate };
      return {
        body: {
          certificateDescription: {
            certificateArn: arn(`cert/${id}`),
            certificateId: id,
            caCertificateId: fields.caCertificateId ?? null,
            status: fields.status,
            certificatePem,
            ownedBy: fields.ownedBy ?? accountId,
            creationDate: seconds(createdAt),
            lastModifiedDate: seconds(createdAt),
            customerVersion: 1,
            transferData: {},
            validity: {
              notBefore: seconds(validity.notBefore),
              notAfter: seconds(validity.notAfter),
            },
            certificateMode: fields.certificateMode,
          },
        },
      };
    },
  };
}

/** Seconds since 1970, with fractions, as the service writes times. */
const seconds = (milliseconds: number): number => milliseconds / 1_000;
