import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command.js';
import { serialNumber } from './asking.js';

/** How `openssl genpkey` makes a key of each kind, and which algorithms fit it. */
export const keyKinds = {
  'P-256': {
    genpkey: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
    algorithms: ['ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512'],
  },
  'P-384': {
    genpkey: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
    algorithms: ['ecdsa-sha384', 'ecdsa-sha512'],
  },
  'P-521': {
    genpkey: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
    algorithms: ['ecdsa-sha512'],
  },
  RSA: {
    genpkey: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
    algorithms: [
      'rsa-pss-sha256',
      'rsa-pss-sha384',
      'rsa-pss-sha512',
      'rsa-pkcs1-sha256',
      'rsa-pkcs1-sha384',
      'rsa-pkcs1-sha512',
    ],
  },
  Ed25519: { genpkey: ['ED25519'], algorithms: ['ed25519'] },
} as const;

export type KeyKind = keyof typeof keyKinds;

const extensions = {
  ca: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid',
  device:
    'keyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid',
};

const openssl = (folder: string, ...args: readonly string[]) =>
  run('openssl', args, { cwd: folder });

/**
 * A factory by `openssl` alone, all of one kind of key: `ca.pem`, a device's `key.pem` and `chain.pem`, and the new
 * certificate that it asks for, `new.pem`.
 */
export async function makeFactory(folder: string, kind: KeyKind): Promise<void> {
  for (const [name, content] of Object.entries(extensions)) {
    await writeFile(join(folder, `${name}.cnf`), `${content}\n`);
  }
  await makeKey(folder, 'ca-key.pem', kind);
  await openssl(
    folder,
    ...['req', '-x509', '-new', '-key', 'ca-key.pem', '-days', '3650', '-out', 'ca.pem'],
    ...['-subj', '/O=OpenSSL/CN=Factory Root CA'],
    ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  );
  await makeKey(folder, 'issuing-key.pem', kind);
  await issue(folder, 'issuing', 'CN=Factory Issuing CA', 'ca', 'ca');
  await makeKey(folder, 'key.pem', kind);
  await issue(folder, 'device', `serialNumber=${serialNumber}`, 'issuing', 'device');
  await run('sh', ['-c', 'cat device.pem issuing.pem > chain.pem'], { cwd: folder });
  await makeKey(folder, 'new-key.pem', 'P-256');
  await openssl(
    folder,
    ...['req', '-x509', '-new', '-key', 'new-key.pem', '-out', 'new.pem'],
    ...['-subj', '/CN=AWS IoT Certificate'],
  );
}

const makeKey = (folder: string, out: string, kind: KeyKind) =>
  openssl(folder, 'genpkey', '-algorithm', ...keyKinds[kind].genpkey, '-out', out);

async function issue(
  folder: string,
  name: 'issuing' | 'device',
  subject: string,
  issuer: 'ca' | 'issuing',
  profile: keyof typeof extensions,
): Promise<void> {
  const key = name === 'device' ? 'key.pem' : `${name}-key.pem`;
  await openssl(
    folder,
    ...['req', '-new', '-key', key, '-out', `${name}.csr`, '-subj', `/O=OpenSSL/${subject}`],
  );
  await openssl(
    folder,
    ...[
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      `${issuer}.pem`,
      '-CAkey',
      `${issuer}-key.pem`,
    ],
    ...['-CAcreateserial', '-days', '3650', '-extfile', `${profile}.cnf`, '-out', `${name}.pem`],
  );
}
