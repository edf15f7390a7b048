import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { signedClaims } from '@gangway/plugins/signed-claims';
import { anEvent, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { decide, now, verdictOf } from '../deciding.js';

const page = readFileSync(new URL('../../../../docs/signed-claims.md', import.meta.url), 'utf8');
const vectors = page.slice(page.indexOf('## Test vectors'));
const blocks = (language: string) =>
  [...vectors.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text,
  );
const told = (name: string) =>
  vectors
    .split('\n')
    .find((line) => line.startsWith(`| \`${name}\` |`))
    ?.split('`')[3];

const [jwks = '', ...signed] = blocks('json');
const [pem = ''] = blocks('pem');
const tokens = blocks('text');

const plugin = signedClaims({
  serialNumber: 'SerialNumber',
  issuer: 'https://factory.example.com',
  audience: 'first-fleet',
  jwks: JSON.parse(jwks) as { keys: object[] },
});
const certificate = { pem: `${pem}\n`, certificateId: told('certificateId') ?? '' };
const ask = async (
  token: string,
  { at = now, ...options }: { at?: number } & Parameters<typeof anEvent>[0] = {},
) => {
  const event = anEvent({ certificate, ...options });
  const parameters = { ...event.parameters, SignedClaims: token };
  return verdictOf(await decide([plugin], { ...event, parameters }, { at }));
};

describe('docs/signed-claims.md', () => {
  it('says what the certificate’s id and thumbprints are', () => {
    const { publicKey, raw } = new X509Certificate(pem);
    const hash = createHash('sha256').update(raw).digest();
    const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
    const jkt = createHash('sha256').update(JSON.stringify({ crv, kty, x, y }));
    expect(told('certificateId')).to.equal(hash.toString('hex'));
    expect(told('x5t#S256')).to.equal(hash.toString('base64url'));
    expect(told('jkt')).to.equal(jkt.digest('base64url'));
  });

  it('shows tokens of the header and claims beside them, which are permitted', async () => {
    expect(tokens).to.have.length(2);
    for (const [at, token] of tokens.entries()) {
      const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
      expect(parts.slice(0, 2)).to.deep.equal(signed.slice(2 * at, 2 * at + 2));
      expect(await ask(token)).to.equal('ALLOW');
    }
  });

  it('shows a private key that the first of them is made with, character for character', () => {
    const [, d = ''] = /private key `([^`]+)`/.exec(vectors) ?? [];
    const [jwk] = (JSON.parse(jwks) as { keys: [{ x: string }] }).keys;
    const key = createPrivateKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x, d },
      format: 'jwk',
    });
    const [header = '', claims = ''] = signed;
    const input = [header, claims].map((part) => Buffer.from(part).toString('base64url')).join('.');
    const token = `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
    expect(token).to.equal(tokens[0]);
  });

  it('says when they are refused', async () => {
    const other = await makeCertificate({ freshKey: true });
    for (const token of tokens) {
      expect(await ask(token, { at: 1_893_456_659_999 })).to.equal('ALLOW');
      expect(await ask(token, { at: 1_893_456_660_000 })).to.equal(
        'DENY_POLICY SIGNED_CLAIMS_EXPIRED',
      );
      expect(await ask(token, { serialNumber: 'SN-0002' })).to.equal(
        'DENY_POLICY SIGNED_CLAIMS_SUBJECT_MISMATCH',
      );
      expect(await ask(token, { certificate: other })).to.equal(
        'DENY_POLICY SIGNED_CLAIMS_CERTIFICATE_MISMATCH',
      );
    }
  });
});
