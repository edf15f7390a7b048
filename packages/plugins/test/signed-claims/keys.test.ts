import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeHook, defineHook } from '@gangway/composition';
import { signedClaims } from '@gangway/plugins/signed-claims';
import {
  anEvent,
  type ClaimsIssuer,
  fakeClock,
  makeClaimsIssuer,
  memoryLogger,
} from '@gangway/testing';
import { expect } from 'chai';
import { detailOf, faultOf, now, verdictOf } from '../deciding.js';
import { ask, believing, endorsed } from './asking.js';

const rsaKey = (bits: number, exponent = 65_537): JsonWebKey =>
  generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent }).publicKey.export({
    format: 'jwk',
  });

describe("signed-claims and the deployment's own keys", () => {
  let issuer: ClaimsIssuer;
  let key: JsonWebKey;
  before(async () => {
    issuer = await makeClaimsIssuer();
    [key = {}] = issuer.jwks.keys;
  });

  const fault = (jwks: unknown) =>
    faultOf(() =>
      signedClaims({
        serialNumber: 'SerialNumber',
        issuer: 'i',
        audience: 'a',
        jwks: jwks as { keys: object[] },
      }),
    );

  const refused: Readonly<Record<string, readonly [make: () => unknown, fault: RegExp]>> = {
    'no set': [() => key, /"keys"/],
    'a list': [() => [key], /must be a JWK Set/],
    'no key': [() => ({ keys: [] }), /holds no key/],
    'something else than a key': [() => ({ keys: [key, 'x'] }), /"keys.1": it is no object/],
    'a private EC key': [
      () => ({ keys: [{ ...key, d: 'AA' }] }),
      /"keys.0": it is a private or symmetric/,
    ],
    'a private RSA prime': [
      () => ({ keys: [{ ...rsaKey(2_048), p: 'AA' }] }),
      /private or symmetric/,
    ],
    'a symmetric key': [
      () => ({ keys: [{ kty: 'oct', k: 'AAAA', kid: 'hmac' }] }),
      /private or symmetric/,
    ],
    'two keys of one kid': [
      () => ({ keys: [key, { ...rsaKey(2_048), kid: 'factory-1' }] }),
      /one kid/,
    ],
    'an empty kid': [() => ({ keys: [{ ...key, kid: '' }] }), /its kid/],
    'a kid that is a number': [() => ({ keys: [{ ...key, kid: 1 }] }), /its kid/],
    'a key to encrypt with': [() => ({ keys: [{ ...key, use: 'enc' }] }), /its use/],
    'a key to sign with': [() => ({ keys: [{ ...key, key_ops: ['sign'] }] }), /its key_ops/],
    'operations that are no list': [
      () => ({ keys: [{ ...key, key_ops: 'verify' }] }),
      /its key_ops/,
    ],
    'an algorithm of another key': [() => ({ keys: [{ ...key, alg: 'ES384' }] }), /its alg/],
    'an algorithm of no signature': [() => ({ keys: [{ ...key, alg: 'ECDH-ES' }] }), /its alg/],
    'an HMAC for an algorithm': [() => ({ keys: [{ ...key, alg: 'HS256' }] }), /its alg/],
    'RSA of 1024 bits': [() => ({ keys: [rsaKey(1_024)] }), /it has 1024 bits/],
    'RSA of 2047 bits': [() => ({ keys: [rsaKey(2_047)] }), /it has 2047 bits/],
    'RSA with the exponent 3': [() => ({ keys: [rsaKey(2_048, 3)] }), /exponent/],
    'RSA of 16384 bits': [
      () => ({
        keys: [{ kty: 'RSA', e: 'AQAB', n: Buffer.alloc(2_048, 0xff).toString('base64url') }],
      }),
      /it has 16384 bits/,
    ],
    'a point that is not on the curve': [() => ({ keys: [{ ...key, y: key.x }] }), /it is no key/],
    'a coordinate that is too short': [() => ({ keys: [{ ...key, y: 'AAAA' }] }), /its "y"/],
    'a coordinate that is padded': [() => ({ keys: [{ ...key, y: `${key.y}=` }] }), /its "y"/],
    'a curve that nobody asked for': [
      () => ({ keys: [{ ...key, crv: 'secp256k1' }] }),
      /neither RSA, EC/,
    ],
    Ed448: [
      () => ({ keys: [generateKeyPairSync('ed448').publicKey.export({ format: 'jwk' })] }),
      /neither RSA, EC/,
    ],
    'a kind that nobody knows': [() => ({ keys: [{ kty: 'AKP', pub: 'AA' }] }), /neither RSA, EC/],
    'too many keys': [() => ({ keys: Array.from({ length: 151 }, () => key) }), /more than 150/],
  };
  for (const [what, [make, expected]] of Object.entries(refused)) {
    it(`refuse ${what}`, () => {
      expect(fault(make()))
        .to.match(/^OPTION_INVALID.*"jwks/)
        .and.match(expected);
    });
  }

  it('may be a set or a file, and no URL of another kind', () => {
    expect(fault(new URL('https://example.com/keys'))).to.match(/"jwks": must be a file: URL/);
    expect(fault('')).to.match(/^OPTION_INVALID.*"jwks"/);
    expect(fault(7)).to.match(/"jwks": must be a JWK Set, a path or a file: URL/);
  });

  it('show nothing of a secret that was put among them', () => {
    expect(fault({ keys: [{ ...key, d: 'very-secret-scalar' }] })).to.not.contain('very-secret');
  });

  it('may say more than is asked, and need not say what for', async () => {
    const { alg: _, use: _use, ...bare } = key;
    for (const one of [bare, { ...key, key_ops: ['verify'], x5c: ['AA=='], note: 1 }]) {
      expect(await ask(believing({ ...issuer, jwks: { keys: [one] } }), endorsed(issuer))).to.equal(
        'ALLOW',
      );
    }
  });

  it('are as they were when the hook was made', async () => {
    const keys = [{ ...key }];
    const plugin = believing({ ...issuer, jwks: { keys } });
    const thief = await makeClaimsIssuer();
    Object.assign(keys[0] ?? {}, thief.jwks.keys[0]);
    expect(await ask(plugin, endorsed(issuer))).to.equal('ALLOW');
    expect(await ask(plugin, endorsed(thief))).to.equal('SIGNATURE_WRONG');
  });

  describe('in a file', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'gangway-signed-claims-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const unreadable = 'DENY_ERROR SIGNED_CLAIMS_KEYS_UNREADABLE';

    const at = (file: string | URL) => {
      const { issuer: iss, audience } = issuer;
      const plugin = signedClaims({
        serialNumber: 'SerialNumber',
        issuer: iss,
        audience,
        jwks: file,
      });
      const replace = [fakeClock(now).plugin(), memoryLogger().plugin()];
      return composeHook(defineHook([plugin]), { replace });
    };

    it('are read once, when the hook gets ready', async () => {
      const file = join(folder, 'keys.json');
      writeFileSync(file, JSON.stringify(issuer.jwks));
      const hook = at(pathToFileURL(file));
      await hook.prepare();
      rmSync(file);
      expect(verdictOf(await hook.decide(endorsed(issuer)))).to.equal('ALLOW');
    });

    it('deny every request while they cannot be read, and are tried again', async () => {
      const file = join(folder, 'keys.json');
      const hook = at(file);
      await hook.prepare();
      expect(verdictOf(await hook.decide(endorsed(issuer)))).to.equal(unreadable);
      writeFileSync(file, JSON.stringify(issuer.jwks));
      expect(verdictOf(await hook.decide(endorsed(issuer)))).to.equal('ALLOW');
    });

    for (const [what, content, told] of [
      ['no JSON', '{', 'it is not JSON'],
      ['no set', '[]', '"keys"'],
      ['no key', '{"keys":[]}', 'holds no key'],
      ['a private key', '{"keys":[{"kty":"EC","d":"hush-hush"}]}', '"keys.0": it is a private'],
      ['a key that does not serve', '{"keys":[{"kty":"EC"}]}', '"keys.0": it is neither'],
      ['more than 64 kB', ' '.repeat(65_537), '65536 bytes'],
    ] as const) {
      it(`are refused when it holds ${what}`, async () => {
        const file = join(folder, 'keys.json');
        writeFileSync(file, content);
        const decision = await at(file).decide(endorsed(issuer));
        expect(verdictOf(decision)).to.equal(unreadable);
        expect(detailOf(decision))
          .to.contain('keys.json')
          .and.contain(told)
          .and.not.contain('hush');
      });
    }

    it('are not asked for by a request without a token', async () => {
      const hook = at(join(folder, 'keys.json'));
      expect(verdictOf(await hook.decide(anEvent()))).to.equal('DENY_POLICY SIGNED_CLAIMS_MISSING');
    });
  });
});
