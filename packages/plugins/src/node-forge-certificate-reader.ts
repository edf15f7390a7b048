import {
  CertificateReader,
  type CertificateReading,
  definePlugin,
  provide,
  readCertificate,
  refuseCertificate,
} from '@gangway/core';
import { decodeBlock } from './node-forge/block.js';
import { certificateOf } from './node-forge/certificate.js';
import { Refusal } from './node-forge/refusal.js';

/**
 * A `CertificateReader` in pure JavaScript, on node-forge's `asn1`, for RSA and EC keys alike.
 *
 * It shares no parsing code with the reader of the core, and is the second opinion on it in tests; where `node:crypto` is not
 * to be had, it serves alone. `forge.pki` is not used: it throws on every key that is not RSA.
 *
 * @example
 * composeHook(hook, { replace: [nodeForgeCertificateReader()] });
 */
export const nodeForgeCertificateReader = definePlugin({
  name: 'node-forge-certificate-reader',
  build: () => ({
    provides: [provide(CertificateReader, {}, () => Object.freeze({ read }))],
  }),
});

function read(pem: unknown): CertificateReading {
  try {
    return readCertificate(certificateOf(decodeBlock(pem)));
  } catch (error) {
    if (error instanceof Refusal) return refuseCertificate(error.code, error.message);
    throw error;
  }
}
