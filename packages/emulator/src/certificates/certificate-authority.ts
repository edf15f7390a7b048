/** A certificate, issued. */
export interface IssuedCertificate {
  /** SHA-256 of the DER, lowercase hex. */
  readonly certificateId: string;
  readonly certificatePem: string;
}

/** A certificate with the key pair that AWS IoT would have made for it. */
export interface IssuedKeys extends IssuedCertificate {
  /** PEM, SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** PEM. */
  readonly privateKey: string;
}

/** Signs certificates, as AWS IoT's own CA does. */
export interface CertificateAuthority {
  /** Its certificate, in PEM: what devices trust as the server's CA, too. */
  readonly caPem: string;
  /** With a fresh RSA-2048 key pair, made off the event loop. */
  issueKeys(): Promise<IssuedKeys>;
  /**
   * For a signing request, in PEM.
   *
   * @throws Rejection 400 where it is none, or one that AWS IoT would not sign
   */
  issueForRequest(signingRequestPem: string): IssuedCertificate;
  /** What a TLS server of these names shows. */
  issueForServer(
    names: readonly string[],
  ): Promise<{ readonly certificatePem: string; readonly privateKey: string }>;
}
