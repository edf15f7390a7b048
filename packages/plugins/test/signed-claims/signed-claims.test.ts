import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, permit, toResponse } from '@gangway/core';
import { identityProof } from '@gangway/plugins/claim-once';
import { signedClaims, verifiedClaims } from '@gangway/plugins/signed-claims';
import { anEvent, type ClaimsIssuer, makeClaimsIssuer } from '@gangway/testing';
import { expect } from 'chai';
import { decide, faultOf, now, verdictOf } from '../deciding.js';
import { ask, askDetail, believing, carrying, endorsed, tokenOf } from './asking.js';

const seconds = now / 1_000;

describe('signed-claims', () => {
  let issuer: ClaimsIssuer;
  before(async () => {
    issuer = await makeClaimsIssuer();
  });

  for (const algorithm of ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA', 'Ed25519'] as const) {
    it(`takes ${algorithm}`, async () => {
      const one = await makeClaimsIssuer({ algorithm });
      expect(await ask(believing(one), endorsed(one))).to.equal('ALLOW');
    });
  }

  for (const algorithm of ['ES512', 'PS384', 'PS512', 'RS384', 'RS512'] as const) {
    it(`takes ${algorithm} where it is on the list, and not by itself`, async () => {
      const one = await makeClaimsIssuer({ algorithm });
      const event = endorsed(one);
      expect(await ask(believing(one), event)).to.equal('ALGORITHM_NOT_ALLOWED');
      expect(await ask(believing(one, { algorithms: [algorithm] }), event)).to.equal('ALLOW');
    });
  }

  it('proves whose certificate it is, and hands on what the issuer said', async () => {
    const seen: unknown[] = [];
    const looking = defineCheck(
      'looking',
      (_request, { facts }) => {
        seen.push(facts.get(identityProof), facts.get(verifiedClaims));
        return permit();
      },
      { facts: { needs: [identityProof, verifiedClaims] } },
    );
    const event = endorsed(issuer, { site: 'Oslo', secret: 'x' });
    const decision = await decide([believing(issuer, { claims: ['site'] }), looking], event);
    expect(verdictOf(decision)).to.equal('ALLOW');
    expect(seen).to.deep.equal([
      { deviceId: 'SN-0001', method: 'signed-claims' },
      {
        issuer: issuer.issuer,
        subject: 'SN-0001',
        expiresAt: now + 600_000,
        claims: { site: 'Oslo' },
        bound: true,
      },
    ]);
  });

  it('proves nothing by a token that is for any certificate, though it may let it pass', async () => {
    const seen: unknown[] = [];
    const looking = defineCheck(
      'looking',
      (_request, { facts }) => {
        seen.push(facts.find(identityProof), facts.get(verifiedClaims).bound);
        return permit();
      },
      { facts: { needs: [verifiedClaims], wants: [identityProof] } },
    );
    const event = endorsed(issuer, { cnf: undefined });
    const decision = await decide([believing(issuer, { unbound: true }), looking], event);
    expect(verdictOf(decision)).to.equal('ALLOW');
    expect(seen).to.deep.equal([undefined, false]);
  });

  it('gives parameter values out of claims, and says whose they are', async () => {
    const plugin = believing(issuer, { claimOverrides: { Site: 'site', Line: 'line' } });
    const decision = await decide([plugin], endorsed(issuer, { site: 'Oslo', line: '7' }));
    expect(toResponse(decision)).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo', Line: '7' },
    });
    expect(JSON.stringify(decision.trace)).to.contain('"source":"signed-claims"');
    const { plugins } = composeHook(defineHook([plugin])).describe();
    expect(JSON.stringify(plugins)).to.contain('Line');
  });

  it('takes a token that is cut into several parameters', async () => {
    const event = endorsed(issuer, { note: 'n'.repeat(5_000) });
    expect(event.parameters).to.have.property('SignedClaims2');
    expect(await ask(believing(issuer), event)).to.equal('ALLOW');
    const { SignedClaims2: _, ...cut } = event.parameters ?? {};
    expect(await ask(believing(issuer), { ...event, parameters: cut })).to.equal('MALFORMED');
    const gap = { ...cut, SignedClaims3: 'x' };
    expect(await ask(believing(issuer), { ...event, parameters: gap })).to.equal('MALFORMED');
  });

  it('reads the parameters that it is told', async () => {
    const plugin = believing(issuer, { parameter: 'Token', serialNumber: 'Serial' });
    const event = endorsed(issuer);
    expect(plugin.parameters).to.deep.equal(['Serial', 'Token', ...partsFrom2('Token')]);
    expect(plugin.freshParameters).to.deep.equal(['Token', ...partsFrom2('Token')]);
    const parameters = { Serial: 'SN-0001', Token: tokenOf(event) };
    expect(await ask(plugin, { ...event, parameters })).to.equal('ALLOW');
    expect(await ask(plugin, event)).to.equal('MISSING');
  });

  it('denies a device without a token, and one without a serial number', async () => {
    const event = endorsed(issuer);
    for (const token of [undefined, '']) {
      expect(await ask(believing(issuer), carrying(event, token))).to.equal('MISSING');
    }
    const { SerialNumber: _, ...parameters } = event.parameters ?? {};
    expect(await ask(believing(issuer), { ...event, parameters })).to.equal('MISSING');
  });

  it('denies what another key has signed under the same name', async () => {
    const forger = await makeClaimsIssuer();
    expect(await ask(believing(issuer), endorsed(forger))).to.equal('SIGNATURE_WRONG');
  });

  it('compares the serial number to the letter', async () => {
    for (const sub of ['SN-0002', 'sn-0001', 'SN-0001 ', 'ＳＮ-0001', '', 1, null, ['SN-0001']]) {
      const event = endorsed(issuer, { sub });
      expect(await ask(believing(issuer), event), String(sub)).to.equal('SUBJECT_MISMATCH');
    }
    const event = endorsed(issuer, { sub: undefined });
    expect(await ask(believing(issuer), event)).to.equal('SUBJECT_MISMATCH');
  });

  it('finds the serial number in another claim where it is told', async () => {
    const plugin = believing(issuer, { subjectClaim: 'serial' });
    expect(await ask(plugin, endorsed(issuer, { sub: 'x', serial: 'SN-0001' }))).to.equal('ALLOW');
    expect(await ask(plugin, endorsed(issuer))).to.equal('SUBJECT_MISMATCH');
    const inherited = believing(issuer, { subjectClaim: 'constructor' });
    expect(await ask(inherited, endorsed(issuer))).to.equal('SUBJECT_MISMATCH');
  });

  describe('asks for claims', () => {
    const claimed = (site: unknown) =>
      ask(believing(issuer, { claims: ['site'] }), endorsed(issuer, { site }));

    it('that are texts which a parameter can hold', async () => {
      expect(await claimed('Ø'.repeat(4_096))).to.equal('ALLOW');
      for (const site of [
        undefined,
        '',
        7,
        true,
        null,
        ['Oslo'],
        {},
        'x'.repeat(4_097),
        '\ud800',
      ]) {
        expect(await claimed(site), String(site)).to.equal('CLAIM_MISSING');
      }
    });

    it('that are its own, and not what every object has', async () => {
      const plugin = believing(issuer, { claims: ['toString'] });
      expect(await ask(plugin, endorsed(issuer))).to.equal('CLAIM_MISSING');
    });

    it('that an override is made of', async () => {
      const plugin = believing(issuer, { claimOverrides: { Site: 'site' } });
      expect(await ask(plugin, endorsed(issuer))).to.equal('CLAIM_MISSING');
    });
  });

  describe('holds the issuer to', () => {
    const cases = {
      'another issuer': [{ iss: 'https://factory.example.com/' }, 'ISSUER_MISMATCH'],
      'no issuer': [{ iss: undefined }, 'ISSUER_MISMATCH'],
      'a list of issuers': [{ iss: ['https://factory.example.com'] }, 'ISSUER_MISMATCH'],
      'another audience': [{ aud: 'second-fleet' }, 'AUDIENCE_MISMATCH'],
      'no audience': [{ aud: undefined }, 'AUDIENCE_MISMATCH'],
      'an audience of no kind': [{ aud: { 'first-fleet': true } }, 'AUDIENCE_MISMATCH'],
      'several audiences, none of them this one': [{ aud: ['a', 'b'] }, 'AUDIENCE_MISMATCH'],
      'several audiences, one of them this one': [{ aud: ['a', 'first-fleet'] }, 'ALLOW'],
      'no end': [{ exp: undefined }, 'MALFORMED'],
      'an end as a text': [{ exp: String(seconds + 600) }, 'MALFORMED'],
      'an end as nothing': [{ exp: null }, 'MALFORMED'],
      'an end after the year 9999': [{ exp: 253_402_300_800 }, 'MALFORMED'],
      'an end in milliseconds': [{ exp: now + 600_000 }, 'MALFORMED'],
      'an end with a fraction': [{ exp: seconds + 0.5 }, 'ALLOW'],
      'an end a minute ago': [{ exp: seconds - 60 }, 'EXPIRED'],
      'an end within the skew': [{ exp: seconds - 59 }, 'ALLOW'],
      'an end before 1970': [{ exp: -1 }, 'EXPIRED'],
      'a beginning after the skew': [{ nbf: seconds + 61 }, 'NOT_YET_VALID'],
      'a beginning within the skew': [{ nbf: seconds + 60 }, 'ALLOW'],
      'a beginning as a text': [{ nbf: '0' }, 'MALFORMED'],
      'a beginning before 1970': [{ nbf: -1 }, 'MALFORMED'],
      'a making after the skew': [{ iat: seconds + 61 }, 'NOT_YET_VALID'],
      'a making within the skew': [{ iat: seconds + 60 }, 'ALLOW'],
      'a making as a text': [{ iat: String(seconds) }, 'MALFORMED'],
      'no making': [{ iat: undefined }, 'ALLOW'],
    } as const;
    for (const [what, [changes, expected]] of Object.entries(cases)) {
      it(`${what}: ${expected}`, async () => {
        expect(await ask(believing(issuer), endorsed(issuer, changes))).to.equal(expected);
      });
    }

    it('an end that JSON makes infinite', async () => {
      const event = anEvent();
      const claims = JSON.stringify({ ...issuer.claimsFor(event, now), exp: 0 });
      const token = issuer.sign(claims.replace('"exp":0', '"exp":1e999'));
      expect(await ask(believing(issuer), carrying(event, token))).to.equal('MALFORMED');
    });

    it('an age, where one is given', async () => {
      const plugin = believing(issuer, { maxAgeSeconds: 30, clockSkewSeconds: 5 });
      expect(await ask(plugin, endorsed(issuer, { iat: seconds - 35 }))).to.equal('ALLOW');
      expect(await ask(plugin, endorsed(issuer, { iat: seconds - 36 }))).to.equal('EXPIRED');
      expect(await ask(plugin, endorsed(issuer, { iat: seconds + 6 }))).to.equal('NOT_YET_VALID');
      expect(await ask(plugin, endorsed(issuer, { iat: undefined }))).to.equal('MALFORMED');
    });
  });

  it('tells when the time of the request counts, and not the machine’s', async () => {
    const event = issuer.endorse(anEvent(), {}, now);
    const at = (late: number) => decide([believing(issuer)], event, { at: now + late });
    expect(verdictOf(await at(659_999))).to.equal('ALLOW');
    expect(verdictOf(await at(660_000))).to.equal('DENY_POLICY SIGNED_CLAIMS_EXPIRED');
    expect(verdictOf(await at(-61_000))).to.equal('DENY_POLICY SIGNED_CLAIMS_NOT_YET_VALID');
  });

  it('says in the detail what was wrong, and nothing of the token', async () => {
    const forger = await makeClaimsIssuer();
    const spoiled = [
      endorsed(forger),
      endorsed(issuer, { exp: 1 }),
      endorsed(issuer, { cnf: {} }),
      endorsed(issuer, { sub: 'SN-0002' }),
      carrying(anEvent(), tokenOf(endorsed(issuer)).slice(0, -1)),
      carrying(anEvent(), `${tokenOf(endorsed(issuer))}.`),
      carrying(anEvent(), 'x'.repeat(4_000)),
    ];
    for (const event of spoiled) {
      const detail = await askDetail(believing(issuer), event);
      expect(detail).to.not.equal('');
      for (const part of tokenOf(event)
        .split('.')
        .filter((text) => text !== '')) {
        expect(detail).to.not.contain(part.slice(0, 12));
      }
    }
  });

  it('refuses options that would let in whom nobody vouched for', () => {
    const { issuer: iss, audience, jwks } = issuer;
    const base = { serialNumber: 'SerialNumber', issuer: iss, audience, jwks };
    const fault = (more: object) => faultOf(() => signedClaims({ ...base, ...more }));
    for (const algorithm of ['none', 'HS256', 'HS512', 'A256GCM', 'es256', 'RSA1_5']) {
      expect(fault({ algorithms: ['ES256', algorithm] })).to.match(
        /^OPTION_INVALID.*is not one of/,
      );
    }
    expect(fault({ algorithms: [] })).to.match(/at least one algorithm/);
    expect(fault({ bindings: [] })).to.match(/at least one binding/);
    expect(fault({ bindings: ['jwk'] })).to.match(/^OPTION_INVALID/);
    expect(fault({ jwks: undefined })).to.match(/give keys: jwks, jwksUrl or both/);
    expect(fault({ issuer: '' })).to.match(/"issuer": is empty/);
    expect(fault({ audience: undefined })).to.match(/^OPTION_INVALID.*"audience"/);
    expect(fault({ serialNumber: 'SignedClaims3' })).to.match(/name one parameter/);
    expect(fault({ clockSkewSeconds: 301 })).to.match(/"clockSkewSeconds"/);
    expect(fault({ maxAgeSeconds: 0 })).to.match(/"maxAgeSeconds"/);
    expect(fault({ claimOverrides: { 'AWS::Region': 'region' } })).to.match(/AWS::/);
    expect(fault({ claimOverrides: JSON.parse('{"__proto__":"x"}') })).to.match(/^OPTION_INVALID/);
    expect(fault({ audiance: 'x' })).to.match(/^OPTION_UNKNOWN.*"audience"/);
  });
});

const partsFrom2 = (name: string) => [2, 3, 4, 5, 6, 7, 8].map((part) => `${name}${part}`);
