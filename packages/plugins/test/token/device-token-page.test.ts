import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deriveDeviceKey, mintDeviceToken, verifyDeviceToken } from '@gangway/plugins/device-token';
import { expect } from 'chai';
import { parseKeyRing } from '../../dist/token/key-ring.js';
import { tokenMac } from '../../dist/token/token-mac.js';
import { parseToken } from '../../dist/token/token-text.js';

interface Vector {
  readonly batchKey: string;
  readonly keyId: string;
  readonly serialNumber: string;
  readonly deviceKey: string;
  readonly binding: 'c' | 'k';
  readonly boundTo: string;
  readonly expiry: number;
  readonly nonce: string;
  readonly message: string;
  readonly token: string;
}

const page = readFileSync(new URL('../../../../docs/device-token.md', import.meta.url), 'utf8');
const [, json = '[]'] = /<!-- test vectors -->\n```json\n([\s\S]*?)```/.exec(page) ?? [];
const vectors = JSON.parse(json) as readonly Vector[];

const hex = (text: string) => Buffer.from(text, 'hex');

describe('docs/device-token.md', () => {
  it('has test vectors of both bindings', () => {
    expect(new Set(vectors.map(({ binding }) => binding))).to.deep.equal(new Set(['c', 'k']));
  });

  for (const vector of vectors) {
    const { keyId, serialNumber, boundTo, expiry, token } = vector;
    const binding = vector.binding === 'c' ? 'certificate' : 'public-key';
    const deviceKey = createSecretKey(hex(vector.deviceKey));

    describe(`its test vector for ${serialNumber}`, () => {
      it('has the device key that is derived from its batch key', () => {
        const derived = deriveDeviceKey(createSecretKey(hex(vector.batchKey)), serialNumber);
        expect(derived.export().toString('hex')).to.equal(vector.deviceKey);
      });

      it('has the token that is made of its parts', () => {
        const nonce = hex(vector.nonce);
        const input = { deviceKey, keyId, serialNumber, binding, boundTo, nonce } as const;
        expect(mintDeviceToken({ ...input, expiresAt: expiry })).to.equal(token);
      });

      it('has the message that is signed', () => {
        const nonce = hex(vector.nonce).toString('base64url');
        const lines = ['gangway-device-token-v1', keyId, serialNumber, vector.binding, boundTo];
        expect(vector.message).to.equal([...lines, expiry, nonce].join('\n'));
        const claims = { keyId, serialNumber, binding, boundTo, expiresAt: expiry, nonce } as const;
        expect(tokenMac(deviceKey, claims)).to.deep.equal(parseToken(token)?.mac);
      });

      it('is permitted', () => {
        const key = hex(vector.batchKey).toString('base64');
        const ring = parseKeyRing(JSON.stringify({ keys: { [keyId]: key } }));
        const at = (expiry - 60) * 1_000;
        const subject = { serialNumber, certificateId: boundTo, publicKeyHash: boundTo, at };
        expect(verifyDeviceToken(token, ring, subject).kind).to.equal('right');
      });
    });
  }
});
