import { policyCode } from './outcome.js';

const anew =
  'Let the device make the request anew; `gangway inspect` shows what is wrong with this one.';

/** Why a signing request is refused, by code. */
export const signingRequestRefusals = Object.freeze({
  CSR_TOO_LARGE: policyCode(
    'The request is over 16,384 characters of PEM, or the octets that those hold.',
    'Ask for fewer names; a request has about 500 characters.',
  ),
  CSR_NOT_ONE_BLOCK: policyCode(
    'The text is not exactly one CERTIFICATE REQUEST block with nothing around it.',
    'Send one request: no private key, no text beside it.',
  ),
  CSR_PEM_MALFORMED: policyCode('The PEM block does not hold canonical base64.', anew),
  CSR_NOT_DER: policyCode(
    'The request is not the DER structure that RFC 2986 section 4 gives.',
    anew,
  ),
  CSR_VERSION_INVALID: policyCode('The version is not 0, the only one there is.', anew),
  CSR_SUBJECT_INVALID: policyCode('The subject is malformed.', anew),
  CSR_KEY_INVALID: policyCode(
    'The public key is malformed: a bad RSA number, a bad EC point, or parameters that do not belong.',
    anew,
  ),
  CSR_ATTRIBUTES_INVALID: policyCode(
    'The attributes are missing, malformed, doubled or out of order.',
    anew,
  ),
  CSR_EXTENSIONS_INVALID: policyCode(
    'The extensions that it asks for are malformed, empty or doubled.',
    anew,
  ),
  CSR_SIGNATURE_ALGORITHM_INVALID: policyCode('The signature algorithm is malformed.', anew),
  CSR_SIGNATURE_ALGORITHM_UNSUPPORTED: policyCode(
    'Signatures of this algorithm and key cannot be verified here.',
    'Sign with RSA (PKCS #1), ECDSA on a NIST curve, or Ed25519, and SHA-2.',
  ),
  CSR_SIGNATURE_INVALID: policyCode(
    'The request was not signed with the private key of the key that it names.',
    'Find out who changed it; whoever sent it does not show that they have the key.',
  ),
});

export type SigningRequestRefusalCode = keyof typeof signingRequestRefusals;
