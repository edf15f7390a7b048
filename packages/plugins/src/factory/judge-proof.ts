import {
  type Certificate,
  type Deny,
  deny,
  type ProvisioningRequest,
  type PublicKey,
} from '@gangway/core';
import { quote } from '../text/quote.js';
import { fitsKey, type ProofAlgorithm, proofAlgorithms } from './proof-algorithms.js';
import { proofMessage } from './proof-message.js';
import { type ProofText, readProofText } from './proof-text.js';
import { hasSigned } from './signature.js';

export interface ProofRules {
  readonly proofParameter: string;
  readonly algorithms: readonly ProofAlgorithm[];
  readonly maxAgeSeconds: number;
  readonly clockSkewSeconds: number;
  readonly sameKey: boolean;
}

/**
 * Whether the key of a trusted factory certificate has signed for this request, just now; the reason where it has not. That its
 * kind and size are such as can be verified in no time is what the chain was validated for.
 */
export function judgeProof(
  rules: ProofRules,
  leaf: Certificate,
  serialNumber: string,
  request: ProvisioningRequest,
): Deny | undefined {
  const text = request.parameters[rules.proofParameter] ?? '';
  if (text === '') {
    return deny('FACTORY_PROOF_MISSING', `the parameter "${rules.proofParameter}"`);
  }
  const proof = readProofText(text);
  if (proof === undefined) {
    return deny('FACTORY_PROOF_MALFORMED', `"${rules.proofParameter}", ${text.length} characters`);
  }
  return (
    judgeTime(rules, proof.timestamp, request.receivedAt) ??
    judgeNewKey(rules, leaf, request.certificate) ??
    judgeSignature(rules, leaf, proof, serialNumber, request.certificate)
  );
}

function judgeTime(rules: ProofRules, timestamp: number, now: number): Deny | undefined {
  const age = now / 1_000 - timestamp;
  // Asked as "is it inside", so that a time that is no number is outside.
  if (!(age <= rules.maxAgeSeconds)) {
    return deny(
      'FACTORY_PROOF_STALE',
      `signed ${seconds(age)} ago, at most ${rules.maxAgeSeconds} s`,
    );
  }
  return age >= -rules.clockSkewSeconds
    ? undefined
    : deny(
        'FACTORY_PROOF_FROM_FUTURE',
        `signed ${seconds(-age)} ahead, at most ${rules.clockSkewSeconds} s`,
      );
}

const seconds = (age: number): string => `${Math.ceil(age)} s`;

function judgeNewKey(
  { sameKey }: ProofRules,
  leaf: Certificate,
  certificate: Certificate,
): Deny | undefined {
  return !sameKey && leaf.publicKeyHash === certificate.publicKeyHash
    ? deny('FACTORY_KEY_REUSED', `the key ${leaf.publicKeyHash}`)
    : undefined;
}

function judgeSignature(
  { algorithms }: ProofRules,
  leaf: Certificate,
  proof: ProofText,
  serialNumber: string,
  { publicKeyHash }: Certificate,
): Deny | undefined {
  const algorithm = proofAlgorithms.find((name) => name === proof.algorithm);
  if (algorithm === undefined || !algorithms.includes(algorithm)) {
    return deny('FACTORY_PROOF_ALGORITHM_NOT_ALLOWED', quote(proof.algorithm));
  }
  if (!fitsKey(algorithm, leaf.publicKey)) {
    return deny(
      'FACTORY_PROOF_ALGORITHM_NOT_ALLOWED',
      `${algorithm} with a key of the kind ${kindOf(leaf.publicKey)}`,
    );
  }
  const message = proofMessage({ serialNumber, publicKeyHash, timestamp: proof.timestamp });
  return hasSigned(leaf, algorithm, message, proof.signature)
    ? undefined
    : deny('FACTORY_PROOF_WRONG', `${algorithm} by ${leaf.fingerprint256}`);
}

// A curve decides which hashes fit.
const kindOf = (key: PublicKey): string => (key.kind === 'EC' ? `EC ${key.curve}` : key.kind);
