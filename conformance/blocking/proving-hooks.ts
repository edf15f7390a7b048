import { generateKeyPairSync } from 'node:crypto';
import { composeHook, defineHook, type Hook } from '@gangway/composition';
import type { Plugin } from '@gangway/core';
import { certificateIssuer } from '@gangway/plugins/certificate-issuer';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { deviceToken } from '@gangway/plugins/device-token';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { factoryIdentity } from '@gangway/plugins/factory-identity';
import { nodeForgeCertificateReader } from '@gangway/plugins/node-forge-certificate-reader';
import { signedClaims } from '@gangway/plugins/signed-claims';
import {
  makeCertificate,
  memoryDecisionSink,
  memoryLogger,
  memorySecretStore,
} from '@gangway/testing';

const serialNumber = 'SerialNumber';

/** A hook for each plugin that reads certificates or proofs, by what it asks; none of them knows a device. */
export async function provingHooks(): Promise<Readonly<Record<string, Hook>>> {
  const { pem: anchor } = await makeCertificate({
    key: 'rsa-4096',
    subject: 'CN=Factory CA',
    ca: {},
  });
  const batchKey = Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64');
  const ring = { value: JSON.stringify({ keys: { k1: batchKey } }), version: '1' };
  const claims = { serialNumber, issuer: 'factory', audience: 'fleet', jwks: { keys: keySet() } };
  return {
    'certificate-policy': hook(certificatePolicy(), certificateIssuer({ anchors: [anchor] })),
    'certificate-policy, by node-forge': hook(
      nodeForgeCertificateReader(),
      certificatePolicy(),
      certificateIssuer({ anchors: [anchor] }),
    ),
    'factory-identity': hook(factoryIdentity({ serialNumber, anchors: [anchor] })),
    'device-token': hook(
      memorySecretStore({ ring }),
      deviceToken({ serialNumber, secretId: 'ring' }),
    ),
    'signed-claims': hook(signedClaims(claims)),
  };
}

const hook = (...plugins: readonly Plugin[]): Hook =>
  composeHook(defineHook([eventIntegrity(), ...plugins]), {
    replace: [memoryDecisionSink().plugin(), memoryLogger().plugin()],
  });

function keySet() {
  const { publicKey: ec } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { publicKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 4_096 });
  return [
    { ...ec.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256' },
    { ...rsa.export({ format: 'jwk' }), kid: 'rsa', alg: 'RS256' },
  ];
}
