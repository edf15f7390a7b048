import { createPublicKey, hash, type KeyObject, X509Certificate } from 'node:crypto';
import { writeChain } from './chain-parameter.js';
import type { ProofAlgorithm } from './proof-algorithms.js';
import { proofMessage } from './proof-message.js';
import { writeProofText } from './proof-text.js';
import { signMessage } from './signature.js';

/** What a device has to make its proof. */
export interface FactoryProofInput {
  /** As the device sends it in the parameter for its serial number. */
  readonly serialNumber: string;
  /** PEM texts: the factory certificate, then its intermediates where the hook does not know them. */
  readonly chain: readonly string[];
  /** The private key of the factory certificate. */
  readonly factoryKey: KeyObject;
  /** The key of the new certificate, private or public. */
  readonly newKey: KeyObject;
  /** When it is signed, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  /** What fits the key unless given; PSS for RSA. */
  readonly algorithm?: ProofAlgorithm;
  /** `FactoryChain` unless given. */
  readonly chainParameter?: string;
  /** `FactoryProof` unless given. */
  readonly proofParameter?: string;
}

/**
 * The device's side of `factoryIdentity`: the parameters that prove which device asks. For tests, tools and devices that run
 * Node; docs/factory-identity.md has the same for C.
 *
 * @returns the chain's parameters and the proof's, ready to be sent beside the serial number
 * @throws TypeError for a factory key of a kind that no algorithm fits, RangeError for a chain too long to send
 * @example
 * import { createPrivateKey, X509Certificate } from 'node:crypto';
 *
 * const factory = await makeCertificate({ subject: 'serialNumber=SN-0001' });
 * const proof = proveFactoryIdentity({
 *   serialNumber: 'SN-0001',
 *   chain: [factory.pem],
 *   factoryKey: createPrivateKey(factory.privateKeyPem),
 *   newKey: new X509Certificate(event.certificatePem).publicKey,
 *   at: Date.now(),
 * });
 * Object.keys(proof); // ['FactoryChain', 'FactoryProof']
 */
export function proveFactoryIdentity(input: FactoryProofInput): Readonly<Record<string, string>> {
  const { serialNumber, factoryKey, chainParameter = 'FactoryChain' } = input;
  const { algorithm = algorithmFor(factoryKey), proofParameter = 'FactoryProof' } = input;
  const timestamp = Math.floor(input.at / 1_000);
  const publicKeyHash = hashOf(input.newKey);
  const message = proofMessage({ serialNumber, publicKeyHash, timestamp });
  const signature = signMessage(algorithm, message, factoryKey);
  const chain = input.chain.map((pem) => new X509Certificate(pem).raw);
  return Object.freeze({
    ...writeChain(chainParameter, chain),
    [proofParameter]: writeProofText({ algorithm, timestamp, signature }),
  });
}

function hashOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex');
}

const curveAlgorithms: ReadonlyMap<string | undefined, ProofAlgorithm> = new Map([
  ['prime256v1', 'ecdsa-sha256'],
  ['secp384r1', 'ecdsa-sha384'],
  ['secp521r1', 'ecdsa-sha512'],
]);

/** @throws TypeError */
function algorithmFor({
  asymmetricKeyType: kind,
  asymmetricKeyDetails,
}: KeyObject): ProofAlgorithm {
  if (kind === 'rsa') return 'rsa-pss-sha256';
  if (kind === 'ed25519') return 'ed25519';
  const algorithm = curveAlgorithms.get(asymmetricKeyDetails?.namedCurve);
  if (algorithm === undefined) throw new TypeError(`no proof can be made with a key of ${kind}`);
  return algorithm;
}
