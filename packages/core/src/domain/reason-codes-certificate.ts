import { errorCode, policyCode } from './outcome.js';

const reissue = 'Issue the certificate anew; `gangway inspect` shows what is wrong with this one.';

/** Why a certificate reader refuses what it was given. */
export const certificateReasonCodes = {
  PEM_TOO_LARGE: policyCode(
    'certificatePem is over 16,384 characters.',
    'Issue smaller certificates; a device certificate has about 1,200 characters.',
  ),
  PEM_NOT_ONE_BLOCK: policyCode(
    'certificatePem is not exactly one CERTIFICATE block with nothing around it.',
    'Send one certificate: no chain, no private key, no text beside it.',
  ),
  PEM_MALFORMED: policyCode('The PEM block does not hold canonical base64.', reissue),
  CERTIFICATE_NOT_DER: policyCode(
    'The certificate is not the DER structure that RFC 5280 section 4.1 gives.',
    reissue,
  ),
  CERTIFICATE_VERSION_INVALID: policyCode(
    'The version is explicit v1, unknown, or does not fit the fields present.',
    reissue,
  ),
  CERTIFICATE_SERIAL_INVALID: policyCode(
    'The serial number is negative, zero, not minimal or over 20 octets.',
    reissue,
  ),
  CERTIFICATE_SIGNATURE_ALGORITHM_INVALID: policyCode(
    'The two signature algorithm fields differ or are malformed.',
    reissue,
  ),
  CERTIFICATE_NAME_INVALID: policyCode('The issuer or the subject is malformed.', reissue),
  CERTIFICATE_VALIDITY_INVALID: policyCode(
    'A validity date is not a date, lies before 1950 or is badly encoded, or the end lies before the beginning.',
    reissue,
  ),
  CERTIFICATE_KEY_INVALID: policyCode(
    'The public key is malformed: a bad RSA number, a bad EC point, or parameters that do not belong.',
    reissue,
  ),
  CERTIFICATE_EXTENSIONS_INVALID: policyCode(
    'The extensions are malformed, empty or doubled, or what a known one of them holds is not what RFC 5280 section 4.2.1 gives.',
    reissue,
  ),
  CERTIFICATE_REFUSED_BY_PLATFORM: policyCode(
    "Node's own certificate parser refuses the certificate, or reads something else in it.",
    reissue,
  ),
  CERTIFICATE_READER_FAILED: errorCode(
    'The certificate reader threw instead of answering.',
    'Report it, with the output of `gangway inspect` for this certificate.',
  ),
} as const;

/** The codes with which a `CertificateReader` may refuse. */
export type CertificateRefusalCode = Exclude<
  keyof typeof certificateReasonCodes,
  'CERTIFICATE_READER_FAILED'
>;
