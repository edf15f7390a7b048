import {
  type Certificate,
  CertificateReader,
  type Deny,
  type DistinguishedName,
  defineFact,
  definePlugin,
  deny,
  fact,
  type ProvisioningRequest,
  permit,
  validateChain,
} from '@gangway/core';
import { identityProof } from './device/identity-proof.js';
import { readChain, type SentChain } from './factory/chain-parameter.js';
import { judgeProof } from './factory/judge-proof.js';
import { type FactoryOptions, factoryOptions } from './factory/options.js';
import { factoryReasonCodes } from './factory/reason-codes.js';
import { isOfDevice } from './factory/serial-source.js';
import { partNames } from './proof/long-parameter.js';
import { quote } from './text/quote.js';

export type { ProofAlgorithm } from './factory/proof-algorithms.js';
export { type FactoryProofInput, proveFactoryIdentity } from './factory/prove-factory-identity.js';

/** The certificate that a device has from its factory, as far as later steps may care. */
export interface FactoryCertificate {
  /** SHA-256 of its DER, lowercase hex. */
  readonly fingerprint256: string;
  readonly subject: DistinguishedName;
  /** The certificate's own, as lowercase hex; the device's is the `deviceId` of the fact `identity-proof`. */
  readonly serialNumber: string;
}

/** Which factory certificate a device has proven its identity with; given by `factoryIdentity`. */
export const factoryCertificate = defineFact<FactoryCertificate>('factory-certificate');

/**
 * Asks the device to prove that it is the one from the factory: it sends its factory certificate (IDevID, IEEE 802.1AR) with
 * the chain to one of the factory's CAs, and a signature by the factory key over its serial number, the key of the new
 * certificate, and the time. The serial number must be the factory certificate's. Gives the facts `identity-proof` and
 * `factory-certificate`.
 *
 * A proof is of use only to who holds the new certificate's private key, since it is signed for that key, and only for
 * `maxAgeSeconds`: whoever repeats one that he saw gets at most what its device got. So it is not spent, and a device may
 * repeat its request, with the same proof or a new one.
 *
 * "Now" is when the request came, by the hook's clock. Certificates are not asked to be unrevoked: there are no lists of a
 * factory's here; `registeredDevice` and `blockList` stop a device.
 *
 * @see https://1.ieee802.org/security/802-1ar/
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-6
 * @example
 * const factoryCa = await makeCertificate({ subject: 'CN=Factory CA', ca: {} });
 * factoryIdentity({ serialNumber: 'SerialNumber', anchors: [factoryCa.pem] });
 */
export const factoryIdentity = definePlugin({
  name: 'factory-identity',
  options: factoryOptions,
  needs: { reader: CertificateReader },
  facts: { gives: [identityProof, factoryCertificate] },
  reasonCodes: factoryReasonCodes,
  build: (given) => ({
    parameters: [given.serialNumber, ...partNames(given.chainParameter), given.proofParameter],
    freshParameters: [given.proofParameter],
    checks: {
      'factory-identity': (request, { ports }) => {
        const serialNumber = request.parameters[given.serialNumber] ?? '';
        if (serialNumber === '') {
          return deny('SERIAL_NUMBER_MISSING', `the parameter "${given.serialNumber}"`);
        }
        const chain = readChain(request.parameters, given.chainParameter, ports.reader);
        if ('code' in chain) return chain;
        const { leaf } = chain;
        return (
          judgeChain(given, chain, request) ??
          judgeLeaf(given, leaf, serialNumber) ??
          judgeProof(given, leaf, serialNumber, request) ??
          permit(
            fact(identityProof, { deviceId: serialNumber, method: 'factory-identity' }),
            fact(factoryCertificate, {
              fingerprint256: leaf.fingerprint256,
              subject: leaf.subject,
              serialNumber: leaf.serialNumber,
            }),
          )
        );
      },
    },
  }),
});

function judgeChain(
  { anchors, intermediates = [] }: FactoryOptions,
  { leaf, intermediates: sent }: SentChain,
  { receivedAt }: ProvisioningRequest,
): Deny | undefined {
  const verdict = validateChain(leaf, [...sent, ...intermediates], { anchors, at: receivedAt });
  return verdict.kind === 'valid' ? undefined : deny(verdict.code, verdict.detail);
}

function judgeLeaf(
  { serialFrom }: FactoryOptions,
  leaf: Certificate,
  serialNumber: string,
): Deny | undefined {
  if (leaf.basicConstraints?.ca === true) {
    return deny('FACTORY_CERTIFICATE_NOT_ALLOWED', 'it is the certificate of a CA');
  }
  // RFC 5280 section 4.2.1.3.
  if (leaf.keyUsage?.includes('digitalSignature') === false) {
    return deny('FACTORY_CERTIFICATE_NOT_ALLOWED', `keyUsage is ${leaf.keyUsage.join(', ')}`);
  }
  return isOfDevice(leaf, serialFrom, serialNumber)
    ? undefined
    : deny('FACTORY_SERIAL_MISMATCH', `${quote(serialNumber)} by ${leaf.fingerprint256}`);
}
