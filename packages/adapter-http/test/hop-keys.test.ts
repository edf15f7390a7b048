import type { HopKeys } from '@gangway/hop';
import { expect } from 'chai';
import { key, newKey, tell } from './caller.js';
import { container } from './container.js';

const url = 'http://hook/events';
const unavailable = {
  status: 503,
  body: {
    allowProvisioning: false,
    parameterOverrides: {},
    error: 'CALL_KEYS_UNAVAILABLE',
  },
  sealed: false,
};

const fails = (error: unknown) => () => {
  throw error;
};
const spoiled = `${key.slice(0, -4)}====`;

describe('keys that cannot be had', () => {
  const sources: readonly (readonly [string, unknown])[] = [
    ['a function that throws', fails(new Error(`cannot read ${key}`))],
    ['a function that throws what is no error', fails(null)],
    ['a function that throws what cannot be looked into', fails(revoked())],
    ['a function that rejects', () => Promise.reject(new TypeError(key))],
    ['a parser that quotes what it read', async () => JSON.parse(key)],
    ['no list', () => key],
    ['nothing', () => undefined],
    ['a promise of nothing', async () => null],
    ['an empty list', () => []],
    ['a list with a hole', () => Object.assign([key], { length: 2 })],
    ['nine keys', async () => Array.from({ length: 9 }, () => key)],
    ['a key that is none', () => [spoiled]],
    ['a key that is none beside a good one', async () => [key, spoiled]],
  ];
  for (const [what, keys] of sources) {
    it(`are a fault of ours, and stand in no log: ${what}`, async () => {
      const { handle, call, records, logger } = container({ options: { keys: keys as HopKeys } });
      expect(await tell(handle, url, call())).to.deep.equal(unavailable);
      expect(records[0]?.outcome).to.equal('DENY_ERROR');
      const complaint = logger.lines.filter(({ level }) => level === 'error');
      expect(complaint.map(({ message }) => message)).to.deep.equal([
        'the keys of the hop could not be had',
      ]);
      const all = JSON.stringify([logger.lines, records]);
      // Any eight characters of it would be too many.
      for (let at = 6; at + 8 <= key.length; at += 1) {
        expect(all).to.not.contain(key.slice(at, at + 8));
      }
    });
  }

  it('are waited for a second, and no longer', async () => {
    const asked = Promise.withResolvers<void>();
    const keys = () => {
      asked.resolve();
      return new Promise<never>(() => undefined);
    };
    const { handle, call, clock, logger } = container({ options: { keys } });
    const told = tell(handle, url, call());
    await asked.promise;
    await Promise.resolve();
    clock.advance(1_000);
    expect(await told).to.deep.equal(unavailable);
    expect(JSON.stringify(logger.lines)).to.contain('HOP_KEYS_LATE');
    expect(clock.waiting()).to.equal(0);
  });

  it('leave no timer behind once they are there', async () => {
    const { handle, call, clock } = container({ options: { keys: async () => [key] } });
    expect((await tell(handle, url, call())).sealed).to.equal(true);
    expect(clock.waiting()).to.equal(0);
  });

  it('are asked for again with the next call', async () => {
    const answers = [Promise.reject(new Error()), Promise.resolve([key])];
    const keys = () => answers.shift() ?? Promise.resolve([newKey()]);
    const { handle, call } = container({ options: { keys } });
    expect(await tell(handle, url, call())).to.deep.equal(unavailable);
    expect(await tell(handle, url, call())).to.deep.include({ status: 200, sealed: true });
    expect((await tell(handle, url, call())).body.error).to.equal('CALL_SIGNATURE_WRONG');
  });

  it('are not asked for because of a stranger whose headers will not do', async () => {
    let asked = 0;
    const keys = () => {
      asked += 1;
      return [key];
    };
    const { handle, call } = container({ options: { keys } });
    await handle(new Request(url, { method: 'POST', body: '{}' }));
    await tell(handle, url, call({ id: 'x' }));
    await tell(handle, url, call({ purpose: 'presence' }));
    await tell(handle, url, call({ now: 1_000 }));
    expect(asked).to.equal(0);
    await tell(handle, url, call());
    expect(asked).to.equal(1);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
