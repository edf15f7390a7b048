import { composeHook, defineHook } from '@gangway/composition';
import { anEvent, fakeClock, makeClaimsIssuer, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { now, verdictOf } from '../deciding.js';
import { believing, carrying } from './asking.js';

/** The same text with one of its bits turned over, each in turn. */
function* bitFlips(text: string): Generator<string> {
  for (let bit = 0; bit < text.length * 8; bit += 1) {
    const octets = Buffer.from(text, 'latin1');
    const at = bit >> 3;
    octets[at] = (octets[at] ?? 0) ^ (1 << (bit & 7));
    yield octets.toString('latin1');
  }
}

describe('signed-claims and a token with one bit turned over', function () {
  this.timeout(60_000);

  it('let nobody in, whichever bit it is', async () => {
    const issuer = await makeClaimsIssuer();
    const hook = composeHook(defineHook([believing(issuer)]), {
      replace: [fakeClock(now).plugin(), memoryLogger().plugin()],
    });
    const event = anEvent();
    const { iat: _, jti: _one, ...claims } = issuer.claimsFor(event, now);
    const token = issuer.sign(claims);
    const ask = async (text: string) => verdictOf(await hook.decide(carrying(event, text)));
    expect(await ask(token)).to.equal('ALLOW');
    const outcomes = new Set<string>();
    let flips = 0;
    for (const flipped of bitFlips(token)) {
      outcomes.add(await ask(flipped));
      flips += 1;
    }
    expect(flips).to.equal(token.length * 8);
    expect([...outcomes]).to.include('DENY_POLICY SIGNED_CLAIMS_SIGNATURE_WRONG');
    for (const outcome of outcomes) expect(outcome).to.match(/^DENY_POLICY /);
  });
});
