import type { Certificate } from '../domain/certificate.js';
import type { ChainRules, ChainVerdict } from './chain-rules.js';
import { verifyWithNode } from './signatures.js';
import { validateWith } from './validate-with.js';

/**
 * Builds a path from a certificate to an anchor and validates it, after RFC 5280 section 6. What it asks and what it refuses stands
 * in docs/chains.md; it asks for no revocation list, no policy and no peer's name.
 *
 * It is synchronous, as verifying is, and does at most some 20 ms of it. It never throws, and what it answers is frozen.
 *
 * @param leaf the certificate that is asked about; who has its key is for a signature to show, which is not asked here
 * @param intermediates at most 64 distinct ones in any order, from anybody: nothing of them is believed
 * @returns the path, or a code of `chainRefusals` with a detail of at most 128 printable ASCII characters for the operator
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-6
 * @example
 * const factory = await makeCertificate({ subject: 'CN=Factory CA', ca: {}, freshKey: true });
 * const device = await makeCertificate({ subject: 'CN=SN-0001', issuedBy: factory });
 * const read = ({ pem }: { pem: string }) => {
 *   const reading = nodeCryptoCertificateReader().read(pem);
 *   if (reading.kind === 'refused') throw new Error(reading.detail);
 *   return reading.certificate;
 * };
 * const anchors = [read(factory)];
 * validateChain(read(device), [], { anchors, at: Date.UTC(2026, 0) }).kind; // 'valid'
 * const late = validateChain(read(device), [], { anchors, at: Date.UTC(2050, 0) });
 * if (late.kind === 'invalid') late.code; // 'CHAIN_NOT_VALID_NOW'
 */
export function validateChain(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  rules: ChainRules,
): ChainVerdict {
  return validateWith(verifyWithNode, leaf, intermediates, rules);
}
