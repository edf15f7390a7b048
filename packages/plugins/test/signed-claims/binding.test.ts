import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import {
  anEvent,
  type ClaimsIssuer,
  type EventCertificate,
  makeCertificate,
  makeClaimsIssuer,
} from '@gangway/testing';
import { expect } from 'chai';
import { decide, now, reading, verdictOf } from '../deciding.js';
import { ask, believing } from './asking.js';

/** RFC 7638 section 3, by hand. */
function jktOf({ pem }: EventCertificate): string {
  const { kty, crv, x, y, n, e } = new X509Certificate(pem).publicKey.export({ format: 'jwk' });
  const members =
    kty === 'RSA' ? { e, kty, n } : kty === 'OKP' ? { crv, kty, x } : { crv, kty, x, y };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

const x5tOf = ({ certificateId }: EventCertificate): string =>
  Buffer.from(certificateId, 'hex').toString('base64url');

describe('signed-claims binds a token', () => {
  let issuer: ClaimsIssuer;
  let mine: EventCertificate;
  let other: EventCertificate;
  before(async () => {
    issuer = await makeClaimsIssuer();
    mine = await makeCertificate();
    other = await makeCertificate({ freshKey: true });
  });

  const confirmed = (cnf: unknown, more: object = {}, certificate = mine) =>
    ask(believing(issuer, more), issuer.endorse(anEvent({ certificate }), { cnf }, now));

  it('by the hash of the certificate, or the thumbprint of its key, or both', async () => {
    const both = { 'x5t#S256': x5tOf(mine), jkt: jktOf(mine) };
    for (const cnf of [both, { jkt: both.jkt }, { 'x5t#S256': both['x5t#S256'] }]) {
      expect(await confirmed(cnf)).to.equal('ALLOW');
    }
  });

  for (const key of ['p-256', 'p-384', 'rsa-2048', 'ed25519'] as const) {
    it(`by the thumbprint of a key that is ${key}`, async () => {
      const certificate = await makeCertificate({ key });
      expect(await confirmed({ jkt: jktOf(certificate) }, {}, certificate)).to.equal('ALLOW');
      expect(await confirmed({ jkt: jktOf(other) }, {}, certificate)).to.equal(
        'CERTIFICATE_MISMATCH',
      );
    });
  }

  it('to the key, when a device comes with a new certificate for it', async () => {
    const renewed = await makeCertificate();
    expect(renewed.certificateId).to.not.equal(mine.certificateId);
    expect(await confirmed({ jkt: jktOf(mine) }, {}, renewed)).to.equal('ALLOW');
    expect(await confirmed({ 'x5t#S256': x5tOf(mine) }, {}, renewed)).to.equal(
      'CERTIFICATE_MISMATCH',
    );
  });

  it('has the thumbprint of RFC 7638 section 3.1', () => {
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
    const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
    const { kty, e } = key.export({ format: 'jwk' });
    const thumbprint = createHash('sha256')
      .update(JSON.stringify({ e, kty, n }))
      .digest('base64url');
    expect(thumbprint).to.equal('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });

  it('by every binding that is there', async () => {
    const right = { 'x5t#S256': x5tOf(mine), jkt: jktOf(mine) };
    const wrong = { 'x5t#S256': x5tOf(other), jkt: jktOf(other) };
    for (const cnf of [
      { ...right, jkt: wrong.jkt },
      { ...right, 'x5t#S256': wrong['x5t#S256'] },
      { 'x5t#S256': wrong['x5t#S256'] },
      { jkt: wrong.jkt },
    ]) {
      for (const more of [
        {},
        { unbound: true },
        { bindings: ['jkt'] },
        { bindings: ['x5t#S256'] },
      ] as const) {
        expect(await confirmed(cnf, more)).to.match(/^(CERTIFICATE_MISMATCH|NOT_BOUND)$/);
      }
      expect(await confirmed(cnf)).to.equal('CERTIFICATE_MISMATCH');
    }
  });

  it('to the letter', async () => {
    const id = x5tOf(mine);
    const hex = Buffer.from(id, 'base64url').toString('hex');
    const spki = createHash('sha256').update(
      new X509Certificate(mine.pem).publicKey.export({ type: 'spki', format: 'der' }),
    );
    for (const text of [
      `${id}=`,
      ` ${id}`,
      hex,
      hex.toUpperCase(),
      spki.digest('base64url'),
      '',
      null,
      1,
      [id],
      {},
    ]) {
      expect(await confirmed({ 'x5t#S256': text }), String(text)).to.equal('CERTIFICATE_MISMATCH');
      expect(await confirmed({ jkt: text })).to.equal('CERTIFICATE_MISMATCH');
    }
  });

  it('by what is asked for', async () => {
    expect(await confirmed({ jkt: jktOf(mine) }, { bindings: ['x5t#S256'] })).to.equal('NOT_BOUND');
    expect(await confirmed({ 'x5t#S256': x5tOf(mine) }, { bindings: ['jkt'] })).to.equal(
      'NOT_BOUND',
    );
    expect(await confirmed({ jkt: jktOf(mine) }, { bindings: ['jkt'] })).to.equal('ALLOW');
  });

  it('always, unless it is told that it need not be', async () => {
    expect(await confirmed(undefined)).to.equal('NOT_BOUND');
    expect(await confirmed(undefined, { unbound: true })).to.equal('ALLOW');
    expect(await confirmed({ jkt: jktOf(mine) }, { unbound: true })).to.equal('ALLOW');
  });

  it('and does not take one for unbound that is bound to something else', async () => {
    const jwk = issuer.jwks.keys[0];
    for (const cnf of [
      { jwk },
      { kid: 'device-key' },
      {},
      null,
      'x',
      ['jkt'],
      { JKT: jktOf(mine) },
    ]) {
      expect(await confirmed(cnf, { unbound: true })).to.equal('NOT_BOUND');
      expect(await confirmed(cnf)).to.equal('NOT_BOUND');
    }
  });

  it('to no key that has no JWK', async () => {
    const plugin = believing(issuer);
    const strange = reading(() => ({
      publicKey: { kind: 'other', algorithm: '1.2.840.10040.4.1' },
    }));
    const event = issuer.endorse(
      anEvent({ certificate: mine }),
      { cnf: { jkt: jktOf(mine) } },
      now,
    );
    expect(verdictOf(await decide([plugin], event, { replace: [strange] }))).to.equal(
      'DENY_POLICY SIGNED_CLAIMS_CERTIFICATE_MISMATCH',
    );
  });

  // Such a certificate is read all the same: whoever saw one good token can send it beside one.
  it('to no key on a curve that nobody knows', async () => {
    const { der } = await makeCertificate({ key: 'secp256k1' });
    const hex = der.toString('hex').replace('06052b8104000a', '06052b81040063');
    const changed = Buffer.from(hex, 'hex');
    const certificate = {
      pem: `-----BEGIN CERTIFICATE-----\n${changed.toString('base64')}\n-----END CERTIFICATE-----\n`,
      certificateId: createHash('sha256').update(changed).digest('hex'),
    };
    expect(await confirmed({ jkt: jktOf(mine) }, {}, certificate)).to.equal('CERTIFICATE_MISMATCH');
  });
});
