import {
  type ClaimLedger,
  type Confirmation,
  createLifecycle,
  PortError,
  type Presence,
  type RecordOptions,
} from '@gangway/core';
import { fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { never } from '../harness.js';

const certificateId = 'ab'.repeat(32);

/** A lifecycle over a ledger of which only this is asked. */
function bench(
  confirm: (
    presence: Presence,
    options: { readonly signal: AbortSignal },
  ) => unknown = async () => ({ kind: 'confirmed', deviceIds: ['SN-0001'] }),
  records: RecordOptions = {},
) {
  const clock = fakeClock();
  const logger = memoryLogger();
  const asked: Presence[] = [];
  const ledger: ClaimLedger = {
    commit: never,
    release: never,
    confirm: (presence, options) => {
      asked.push(presence);
      return confirm(presence, options) as Promise<Confirmation>;
    },
  };
  const message = {
    eventType: 'connected',
    clientId: 'SN-0001',
    principalIdentifier: certificateId,
    timestamp: clock.now() - 5,
  };
  const { take } = createLifecycle({ ledger, clock, logger, records });
  return { clock, logger, asked, message, take };
}

/** The code that a promise rejects with. */
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof PortError ? error.code : String(error)),
  );

describe('createLifecycle', () => {
  it('confirms by the certificate, at the moment when it connected', async () => {
    const { take, asked, message, clock, logger } = bench();
    expect(await take(message)).to.deep.equal({ kind: 'confirmed', deviceIds: ['SN-0001'] });
    expect(asked).to.deep.equal([{ certificateId, at: clock.now() - 5 }]);
    expect(logger.lines).to.deep.equal([
      {
        level: 'info',
        message: 'a certificate has connected',
        fields: {
          outcome: 'confirmed',
          deviceIds: ['SN-0001'],
          certificateId,
          clientId: 'SN-0001',
        },
      },
    ]);
    expect(clock.waiting()).to.equal(0);
  });

  it('takes a moment that is still to come for now', async () => {
    const { take, asked, message, clock } = bench();
    await take({ ...message, timestamp: clock.now() + 86_400_000 });
    expect(asked[0]?.at).to.equal(clock.now());
  });

  for (const kind of ['already-confirmed', 'no-claim'] as const) {
    it(`answers ${kind}, which is no news for the log`, async () => {
      const { take, message, logger } = bench(async () => ({ kind, deviceIds: [] }));
      expect((await take(message)).kind).to.equal(kind);
      expect(logger.lines.map(({ level }) => level)).to.deep.equal(['debug']);
    });
  }

  it('asks the ledger nothing about what it refuses, and says so', async () => {
    const { take, asked, message, logger } = bench();
    const outcome = await take({ ...message, eventType: 'disconnected' });
    expect(outcome).to.include({ kind: 'refused', code: 'PRESENCE_NOT_CONNECTED' });
    expect(asked).to.be.empty;
    expect(logger.lines[0]).to.deep.include({ level: 'warn' });
  });

  describe('a store that could not be asked', () => {
    it('rejects with the PortError of the store', async () => {
      const error = new PortError('STORE_BUSY', 'try again');
      const { take, message, logger } = bench(async () => {
        throw error;
      });
      const caught = await take(message).catch((reason: unknown) => reason);
      expect(caught).to.equal(error);
      expect(logger.lines[0]?.level).to.equal('error');
      expect(logger.lines[0]?.fields).to.include({ code: 'STORE_BUSY', certificateId });
    });

    it('rejects with PORT_UNAVAILABLE where it threw anything else', async () => {
      for (const thrown of [new Error('boom'), 'boom', undefined]) {
        const { take, message } = bench(() => {
          throw thrown;
        });
        expect(await codeOf(take(message))).to.equal('PORT_UNAVAILABLE');
      }
    });

    it('rejects with LEDGER_FAILED where it answered something malformed', async () => {
      for (const answer of [
        undefined,
        true,
        { kind: 'yes' },
        { kind: 'confirmed' },
        { kind: 'confirmed', deviceIds: [7] },
      ]) {
        const { take, message } = bench(async () => answer);
        expect(await codeOf(take(message))).to.equal('LEDGER_FAILED');
      }
    });

    const hanging = () => {
      let seen: AbortSignal | undefined;
      const one = bench((_presence, { signal }) => {
        seen = signal;
        return never();
      });
      return { ...one, aborted: () => seen?.aborted };
    };

    it('rejects at the deadline, and aborts what it asked', async () => {
      const { take, message, clock, aborted } = hanging();
      const code = codeOf(take(message, { deadline: clock.now() + 2_500 }));
      clock.advance(2_499);
      expect(aborted()).to.equal(false);
      clock.advance(1);
      expect(await code).to.equal('DEADLINE_EXCEEDED');
      expect(aborted()).to.equal(true);
      expect(clock.waiting()).to.equal(0);
    });

    it('rejects alike where the store gives up with an error of its own', async () => {
      const { take, message, clock } = bench(
        (_presence, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          }),
      );
      const code = codeOf(take(message));
      clock.advance(10_000);
      expect(await code).to.equal('DEADLINE_EXCEEDED');
    });

    for (const deadline of [undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      it(`rejects after ten seconds where the deadline is ${deadline}`, async () => {
        const { take, message, clock } = hanging();
        const code = codeOf(take(message, deadline === undefined ? {} : { deadline }));
        clock.advance(10_000);
        expect(await code).to.equal('DEADLINE_EXCEEDED');
      });
    }

    it('rejects when its caller gives up', async () => {
      const { take, message, clock } = hanging();
      const caller = new AbortController();
      const code = codeOf(take(message, { signal: caller.signal }));
      caller.abort();
      expect(await code).to.equal('DEADLINE_EXCEEDED');
      expect(clock.waiting()).to.equal(0);
    });

    it('is not asked at all when it is too late already', async () => {
      const { take, message, clock, asked } = bench();
      expect(await codeOf(take(message, { deadline: clock.now() }))).to.equal('DEADLINE_EXCEEDED');
      expect(await codeOf(take(message, { signal: AbortSignal.abort() }))).to.equal(
        'DEADLINE_EXCEEDED',
      );
      expect(asked).to.be.empty;
    });
  });

  it('hashes identifiers in what it logs and throws where that is asked for', async () => {
    const thrown = new PortError('STORE_BUSY', `for ${certificateId} of SN-0001`);
    const outcomes = [
      async () => ({ kind: 'confirmed', deviceIds: ['SN-0001'] }),
      async () => {
        throw thrown;
      },
    ];
    for (const confirm of outcomes) {
      const { take, message, logger } = bench(confirm, { hashIdentifiersWith: 'key' });
      const failure = await take(message).catch(
        (error: Error) => `${error.message} ${error.stack}`,
      );
      const shown = `${JSON.stringify(logger.lines)} ${typeof failure === 'string' ? failure : ''}`;
      expect(shown).not.to.contain(certificateId).and.not.to.contain('SN-0001');
    }
  });

  it('does not fail because its logger does', async () => {
    const ledger: ClaimLedger = {
      commit: never,
      release: never,
      confirm: async () => ({ kind: 'no-claim' }),
    };
    const logger = {
      log() {
        throw new Error('disk full');
      },
    };
    const { take } = createLifecycle({ ledger, clock: fakeClock(), logger });
    expect((await take({})).kind).to.equal('refused');
    expect((await take(bench().message)).kind).to.equal('no-claim');
  });

  it('confirms nothing by a clock that tells no time', async () => {
    const { message } = bench();
    const ledger: ClaimLedger = { commit: never, release: never, confirm: never };
    const clock = { ...fakeClock(), now: () => Number.NaN };
    const { take } = createLifecycle({ ledger, clock, logger: memoryLogger() });
    expect(await codeOf(take(message))).to.equal('LEDGER_FAILED');
  });
});
