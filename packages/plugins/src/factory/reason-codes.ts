import { policyCode, type ReasonCodes } from '@gangway/core';
import { chainReasonCodes } from '../certificate/chain-reason-codes.js';

const ofTheFactory =
  'See which CA made the certificate: `gangway inspect` shows it; list it in `anchors` if it is yours.';
const deviceSide =
  'Compare what the device makes with docs/factory-identity.md; `gangway lab prove` makes a right one.';

/** Why a device has not proven who it is, in the order in which it is asked. */
export const factoryReasonCodes: ReasonCodes = {
  SERIAL_NUMBER_MISSING: policyCode(
    'The parameter that carries the serial number is absent or empty.',
    'Let the device send its serial number under that name.',
  ),
  FACTORY_CHAIN_MISSING: policyCode(
    'The parameter that carries the factory certificate is absent or empty.',
    'Let the device send it, if it has one.',
  ),
  FACTORY_CHAIN_MALFORMED: policyCode(
    'The factory certificates are not base64 with padding, joined by dots, or their parameters have a gap.',
    deviceSide,
  ),
  FACTORY_CHAIN_TOO_LONG: policyCode(
    'The device sent more than five certificates.',
    'Let it send its own and those of the CAs below the anchor alone.',
  ),
  FACTORY_CERTIFICATE_UNREADABLE: policyCode(
    "The certificate reader refuses one of the factory certificates; the detail has the reader's code.",
    'See what is wrong with it: `gangway inspect`.',
  ),
  ...chainReasonCodes(ofTheFactory),
  FACTORY_CERTIFICATE_NOT_ALLOWED: policyCode(
    'The factory certificate is that of a CA, or its keyUsage does not allow signatures.',
    'Let the device send its own certificate first, and see that its keyUsage has digitalSignature.',
  ),
  FACTORY_SERIAL_MISMATCH: policyCode(
    'The factory certificate does not name, exactly once and to the letter, the serial number that the device sent.',
    'Compare both, and `serialFrom` with where the factory writes it. A genuine device never does this.',
  ),
  FACTORY_PROOF_MISSING: policyCode(
    'The parameter that carries the proof is absent or empty.',
    deviceSide,
  ),
  FACTORY_PROOF_MALFORMED: policyCode(
    'The proof is not `v1.<algorithm>.<timestamp>.<signature>`.',
    deviceSide,
  ),
  FACTORY_PROOF_STALE: policyCode(
    'The proof was signed longer ago than `maxAgeSeconds`.',
    "Compare the device's clock with the hook's; let the device sign anew for each request.",
  ),
  FACTORY_PROOF_FROM_FUTURE: policyCode(
    "The proof was signed in the hook's future, by more than `clockSkewSeconds`.",
    "Compare the device's clock with the hook's.",
  ),
  FACTORY_KEY_REUSED: policyCode(
    'The new certificate is over the factory key itself.',
    'Let the device make a new key, or allow it with `sameKey`.',
  ),
  FACTORY_PROOF_ALGORITHM_NOT_ALLOWED: policyCode(
    'The proof is signed with an algorithm that is unknown, not allowed, or does not fit the key.',
    'Let the device sign with one that fits its key, or allow it in `algorithms`.',
  ),
  FACTORY_PROOF_WRONG: policyCode(
    'The signature is not by the factory key over this serial number, the new key and the timestamp.',
    deviceSide,
  ),
};
