/** What a factory key signs: that this device asks, now, for a certificate over this key. */
export interface ProofStatement {
  /** The device's serial number, as its parameter has it. */
  readonly serialNumber: string;
  /** SHA-256 of the new certificate's SubjectPublicKeyInfo in DER, lowercase hex. */
  readonly publicKeyHash: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly timestamp: number;
}

/**
 * The octets that are signed: four lines in UTF-8, joined by LF, none at the end. No value can hold an LF, since no parameter
 * may hold a control character (`TEXT_CONTROL_CHARACTER`); so the lines are what they seem to be. The first keeps the
 * signature from being one of another protocol.
 */
export const proofMessage = ({ serialNumber, publicKeyHash, timestamp }: ProofStatement): Buffer =>
  Buffer.from(
    ['gangway-factory-identity-v1', serialNumber, publicKeyHash, `${timestamp}`].join('\n'),
    'utf8',
  );
