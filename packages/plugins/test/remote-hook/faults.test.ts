import type { LambdaFault, LambdaServer } from '@gangway/testing/lambda';
import { expect } from 'chai';
import { detailOf, verdictOf } from '../deciding.js';
import { until } from '../thing/asking.js';
import { asking, byLambda, byUrl, canary, serving } from './asking.js';

/** Faults with the code that each comes to, and how often the other hook is called. */
const faults: readonly (readonly [LambdaFault, string, number])[] = [
  ['handled', 'FUNCTION_FAILED', 1],
  ['unhandled', 'FUNCTION_FAILED', 1],
  ['timed-out', 'FUNCTION_TIMED_OUT', 1],
  ['error-object', 'FUNCTION_FAILED', 1],
  ['missing', 'NOT_FOUND', 1],
  ['deny', 'FORBIDDEN', 1],
  ['throttle', 'THROTTLED', 2],
  ['redirect', 'REDIRECTED', 1],
  ['endless', 'REPLY_TOO_LARGE', 1],
  ['half', 'REPLY_BROKEN', 1],
  ['reset', 'UNAVAILABLE', 1],
  ['error', 'UNAVAILABLE', 1],
  ['garbage', 'ANSWER_MALFORMED', 1],
  ['not-utf8', 'REPLY_INVALID', 1],
];

for (const [way, by, more] of [
  [
    'lambda',
    byLambda,
    [
      // The SDK keeps the content type to itself.
      ['charset', 'ANSWER_MALFORMED', 1],
      ['page', 'UNAVAILABLE', 1],
      ['expired', 'FORBIDDEN', 2],
      ['stale-signature', 'FORBIDDEN', 2],
      ['accepted', 'REPLY_INVALID', 1],
    ],
  ],
  [
    'url',
    byUrl,
    [
      ['charset', 'REPLY_INVALID', 1],
      ['page', 'UNAVAILABLE', 1],
      ['accepted', 'UNAVAILABLE', 1],
    ],
  ],
] as const) {
  describe(`remote-hook by ${way}, when the other hook fails`, () => {
    let server: LambdaServer;
    beforeEach(async () => {
      server = await serving();
    });
    afterEach(() => server.close());

    for (const [fault, code, calls] of [...faults, ...more]) {
      it(`${fault}: ${code} after ${calls}`, async () => {
        server.fail(fault);
        const { ask } = asking([by(server)]);
        const { decision, told } = await ask();
        expect(verdictOf(decision)).to.equal(`DENY_ERROR REMOTE_HOOK_${code}`);
        expect(told).not.to.include(canary);
        expect([server.calls, server.runs]).to.deep.equal([calls, 0]);
        server.mend();
        expect(verdictOf((await ask()).decision)).to.equal('ALLOW');
      });
    }

    it('a call that Lambda has not let in is made once more', async () => {
      server.fail('throttle', 1);
      expect(verdictOf((await asking([by(server)]).ask()).decision)).to.equal('ALLOW');
      expect([server.calls, server.runs]).to.deep.equal([2, 1]);
    });

    it('one that hangs is given up, with time left for the rest', async () => {
      server.fail('hang');
      const { clock, ask } = asking([by(server)]);
      const asked = ask();
      await until(() => server.calls === 1);
      clock.advance(3_999);
      clock.advance(1);
      const { decision } = await asked;
      expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_TIMEOUT');
      expect(server.calls).to.equal(1);
    });

    it('and as early as it is told to be', async () => {
      server.fail('hang');
      const { clock, ask } = asking([by(server, { timeoutSeconds: 0.5 })]);
      const asked = ask();
      await until(() => server.calls === 1);
      clock.advance(500);
      expect(detailOf((await asked).decision)).to.contain('no answer within 500 ms');
    });

    it('one that has begun to answer, too', async () => {
      server.fail('endless');
      const { ask, clock } = asking([by(server)]);
      const { decision } = await ask();
      expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_REPLY_TOO_LARGE');
      expect(clock.waiting()).to.equal(0);
    });

    it('it is asked half a second before the deadline, and no later', async () => {
      server.fail('hang');
      const { clock, ask } = asking([by(server)]);
      const asked = ask(undefined, 1_000);
      await until(() => server.calls === 1);
      clock.advance(500);
      expect(verdictOf((await asked).decision)).to.equal('DENY_ERROR REMOTE_HOOK_TIMEOUT');
      const { decision } = await ask(undefined, 500);
      expect(detailOf(decision)).to.contain('it was not asked');
      expect(server.calls).to.equal(1);
    });

    it('nobody listens', async () => {
      await server.close();
      const { decision } = await asking([by(server)]).ask();
      expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_UNAVAILABLE');
      expect(detailOf(decision)).to.contain('ECONNREFUSED');
    });

    it('no connection is kept from one call to the next', async () => {
      const { ask } = asking([by(server)]);
      for (let request = 0; request < 3; request += 1) await ask();
      expect(server.connections).to.equal(3);
    });
  });
}
