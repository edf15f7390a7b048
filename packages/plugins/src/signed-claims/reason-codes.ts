import { errorCode, policyCode } from '@gangway/core';

export const reasonCodes = {
  SIGNED_CLAIMS_MISSING: policyCode(
    'The parameter that carries the token is absent or empty, or the one that carries the serial number is.',
    'Let the device send both under those names.',
  ),
  SIGNED_CLAIMS_MALFORMED: policyCode(
    'What was sent is not a token: not a compact JWS, header or claims set not JSON, or a claim of a wrong kind.',
    'The detail names the place; look at what signs and at how the device cuts a long token into parameters.',
  ),
  SIGNED_CLAIMS_ALGORITHM_NOT_ALLOWED: policyCode(
    'The header names an algorithm that is not on the list.',
    'Sign with one that is, or add it to `algorithms`.',
  ),
  SIGNED_CLAIMS_HEADER_NOT_ALLOWED: policyCode(
    'The header has another `typ`, or members that must be understood and are not.',
    'If the token is made for this hook, let `typ` be what the option says, and leave `crit` out.',
  ),
  SIGNED_CLAIMS_KEY_UNKNOWN: policyCode(
    'No key, or more than one, fits what the header says.',
    'Add the new public key to the set before anything is signed with it, and name it by its `kid`.',
  ),
  SIGNED_CLAIMS_SIGNATURE_WRONG: policyCode(
    'The signature is not one of that key over that text.',
    'Look for a token that was changed or forged; if every one fails, see which key signs.',
  ),
  SIGNED_CLAIMS_ISSUER_MISMATCH: policyCode(
    'The token is of another issuer.',
    "See that `iss` is the option's `issuer`, to the letter.",
  ),
  SIGNED_CLAIMS_AUDIENCE_MISMATCH: policyCode(
    'The token is made for somebody else.',
    "See that `aud` is or holds the option's `audience`, to the letter.",
  ),
  SIGNED_CLAIMS_NOT_YET_VALID: policyCode(
    'The token holds only from later on, or says that it was made later than now.',
    "Set the issuer's clock, or allow for more with `clockSkewSeconds`.",
  ),
  SIGNED_CLAIMS_EXPIRED: policyCode(
    'The token holds no longer, or is older than `maxAgeSeconds`.',
    'Have a new one signed.',
  ),
  SIGNED_CLAIMS_SUBJECT_MISMATCH: policyCode(
    'The token is for another serial number than the device sent.',
    'Find out how the device came by it; a serial number is compared to the letter.',
  ),
  SIGNED_CLAIMS_NOT_BOUND: policyCode(
    'The token does not say for which certificate or key it is.',
    'Sign it with `cnf`; where it must be signed in advance, see `unbound`.',
  ),
  SIGNED_CLAIMS_CERTIFICATE_MISMATCH: policyCode(
    "The token is for another certificate or key than the device's.",
    'Find out how the device came by it; if it asked for a new certificate, sign anew.',
  ),
  SIGNED_CLAIMS_CLAIM_MISSING: policyCode(
    'A claim that the options name is absent, or is not a text of a fitting length.',
    'Let the issuer sign it, or leave it out of the options.',
  ),
  SIGNED_CLAIMS_KEYS_UNREADABLE: errorCode(
    'The file of keys cannot be read, or something in it is not what it must be.',
    'The detail names the file and the fault; see that the file is deployed with the hook.',
  ),
  SIGNED_CLAIMS_KEYS_UNAVAILABLE: errorCode(
    'The set of keys behind `jwksUrl` could not be fetched, and there is none at hand that is young enough.',
    'The detail names the URL and the fault; put the keys into `jwks` as well to be independent of it.',
  ),
};
