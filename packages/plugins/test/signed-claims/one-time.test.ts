import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, permit } from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { anEvent, type ClaimsIssuer, makeClaimsIssuer } from '@gangway/testing';
import { expect } from 'chai';
import { fleet } from '../claiming.js';
import { faultOf, now } from '../deciding.js';
import { believing, endorsed, tokenOf } from './asking.js';

const spent = 'DENY_POLICY NONCE_SPENT';

describe('signed-claims, where a token serves once', () => {
  let issuer: ClaimsIssuer;
  before(async () => {
    issuer = await makeClaimsIssuer();
  });
  const once = () => believing(issuer, { oneTime: true, unbound: true });
  const unbound = (token: string) => ({ SignedClaims: token });

  it('lets one certificate use it, again and again, and no other', async () => {
    const { ask: askFleet } = fleet([once()]);
    const event = issuer.endorse(anEvent(), { cnf: undefined }, now);
    expect(await askFleet(event)).to.equal('ALLOW');
    expect(await askFleet(event)).to.equal('ALLOW');
    const thief = anEvent({ parameters: unbound(tokenOf(event)) });
    expect(await askFleet(thief)).to.equal(spent);
  });

  it('knows a token by its issuer and its id, and not by its text', async () => {
    const { ask: askFleet } = fleet([once()]);
    const first = issuer.endorse(anEvent(), { cnf: undefined, jti: 'a' }, now);
    const same = issuer.endorse(anEvent(), { cnf: undefined, jti: 'a', note: 'x' }, now);
    const other = issuer.endorse(anEvent(), { cnf: undefined, jti: 'b' }, now);
    expect(await askFleet(first)).to.equal('ALLOW');
    expect(await askFleet(same)).to.equal(spent);
    expect(await askFleet(other)).to.equal('ALLOW');
  });

  it('remembers it for as long as it could be used', async () => {
    const { ask: askFleet, clock } = fleet([once()]);
    const event = issuer.endorse(anEvent(), { cnf: undefined }, now);
    const thief = anEvent({ parameters: unbound(tokenOf(event)) });
    expect(await askFleet(event)).to.equal('ALLOW');
    clock.advance(659_999);
    expect(await askFleet(thief)).to.equal(spent);
    clock.advance(1);
    expect(await askFleet(thief)).to.equal('DENY_POLICY SIGNED_CLAIMS_EXPIRED');
  });

  it('remembers it for whoever is received in time and committed after it', async () => {
    const late = fleet([once(), defineCheck('slow', () => late.clock.advance(slowMs) ?? permit())]);
    let slowMs = 0;
    const event = issuer.endorse(anEvent(), { cnf: undefined }, now);
    const thief = anEvent({ parameters: unbound(tokenOf(event)) });
    expect(await late.ask(event)).to.equal('ALLOW');
    late.clock.advance(659_999);
    // Of the five seconds that AWS IoT waits, a commit may start with half a second and the margin left.
    slowMs = 3_900;
    expect(await late.ask(thief)).to.equal(spent);
  });

  it('gives a device that asks again with a newer token the same answer', async () => {
    const { answer, clock } = fleet([
      believing(issuer, { oneTime: true, claimOverrides: { Site: 'site' } }),
      claimOnce(),
    ]);
    const event = anEvent();
    const first = await answer(issuer.endorse(event, { site: 'Oslo' }, now));
    expect(first).to.contain('"Site":"Oslo"');
    clock.advance(3_600_000);
    expect(await answer(issuer.endorse(event, { site: 'Oslo' }, clock.now()))).to.equal(first);
  });

  it('lets a device that has proven itself take over from a claim that was never confirmed', async () => {
    const { ask: askFleet } = fleet([believing(issuer), claimOnce()]);
    expect(await askFleet(endorsed(issuer))).to.equal('ALLOW');
    expect(await askFleet(endorsed(issuer))).to.equal('ALLOW');
  });

  it('asks for an id', async () => {
    const { ask: askFleet } = fleet([once()]);
    for (const jti of [undefined, '', 7, null, 'j'.repeat(257), '\udc00']) {
      expect(await askFleet(endorsed(issuer, { jti }))).to.equal(
        'DENY_POLICY SIGNED_CLAIMS_CLAIM_MISSING',
      );
    }
  });

  it('needs a ledger, which it misses when the hook is composed', () => {
    expect(faultOf(() => composeHook(defineHook([once()])))).to.match(
      /^PORT_MISSING: .*"signed-claims" needs the port ClaimLedger/,
    );
  });
});
