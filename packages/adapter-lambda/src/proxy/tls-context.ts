import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';

/** A certificate or key in PEM. */
export type Pem = string | Uint8Array;

/** What of TLS can be said beside the address. */
export interface TlsOptions {
  readonly ca?: Pem | readonly Pem[];
  readonly cert?: Pem;
  readonly key?: Pem;
}

/**
 * Reads certificates and key here and now, and once, not with the first connection.
 *
 * @returns what is wrong with them, where something is
 */
export function readTls({ ca, cert, key }: TlsOptions): SecureContext | string {
  if ((cert === undefined) !== (key === undefined)) return 'cert and key belong together';
  try {
    return createSecureContext({
      ...(ca === undefined ? {} : { ca: [...authorities(ca)] }),
      ...(cert === undefined || key === undefined ? {} : { cert: pem(cert), key: pem(key) }),
      // Said here, so that no command line takes it back.
      minVersion: 'TLSv1.2',
    });
  } catch {
    // Without what OpenSSL says, which may quote what it read.
    return 'ca, cert and key are PEM, and the key is that of the certificate';
  }
}

const pem = (given: Pem): string | Buffer =>
  typeof given === 'string' ? given : Buffer.from(given);

const block = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** OpenSSL passes over what it cannot read, and then knows no CA at all. */
function authorities(ca: Pem | readonly Pem[]): readonly string[] {
  const given = typeof ca === 'string' || ca instanceof Uint8Array ? [ca] : ca;
  return given.map((each) => {
    const text = pem(each).toString();
    const blocks = text.match(block) ?? [];
    if (blocks.length === 0) throw new Error('no certificate');
    for (const certificate of blocks) new X509Certificate(certificate);
    return text;
  });
}
