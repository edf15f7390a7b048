import { createPrivateKey, createSecretKey, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveDeviceKey, mintDeviceToken } from '@gangway/plugins/device-token';
import { proveFactoryIdentity } from '@gangway/plugins/factory-identity';
import { type MadeCertificate, makeCertificate } from '@gangway/testing';

type Parameters = Readonly<Record<string, string>>;

/** A factory and two of its devices, made anew for each run, and what the hook must know of them. */
export interface Fleet {
  readonly factoryCa: string;
  readonly secrets: string;
  /** What SN-0001 sends to prove that it asks for this certificate: a signature by its factory key. */
  proofBySignature(certificate: MadeCertificate): Parameters;
  /** What SN-0002 sends: a token that only its own key makes. */
  proofByToken(certificate: MadeCertificate): Parameters;
  close(): Promise<void>;
}

export async function makeFleet(): Promise<Fleet> {
  const ca = await makeCertificate({ subject: 'CN=Factory CA', freshKey: true, ca: {} });
  const subject = 'serialNumber=SN-0001';
  const device = await makeCertificate({ subject, freshKey: true, issuedBy: ca });
  const batchKey = randomBytes(32);
  // At the factory the batch key stays; each device gets the one that is derived for it.
  const deviceKey = deriveDeviceKey(createSecretKey(batchKey), 'SN-0002');
  const secrets = await mkdtemp(join(tmpdir(), 'gangway-example-'));
  const ring = JSON.stringify({ keys: { k1: batchKey.toString('base64') } });
  await writeFile(join(secrets, 'batch-keys'), ring, { mode: 0o600 });
  return {
    factoryCa: ca.pem,
    secrets,
    proofBySignature: ({ pem }) =>
      proveFactoryIdentity({
        serialNumber: 'SN-0001',
        chain: [device.pem],
        factoryKey: createPrivateKey(device.privateKeyPem),
        newKey: new X509Certificate(pem).publicKey,
        at: Date.now(),
      }),
    proofByToken: ({ certificateId }) => ({
      DeviceToken: mintDeviceToken({
        deviceKey,
        keyId: 'k1',
        serialNumber: 'SN-0002',
        binding: 'certificate',
        boundTo: certificateId,
        expiresAt: Math.floor(Date.now() / 1_000) + 300,
        nonce: randomBytes(16),
      }),
    }),
    close: () => rm(secrets, { recursive: true }),
  };
}
