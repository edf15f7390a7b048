import {
  ClaimLedger,
  Clock,
  coreReasonCodes,
  DeviceRegistry,
  observedPort,
  type PortCall,
  PortError,
  SecretStore,
} from '@gangway/core';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';

const { signal } = new AbortController();

function watch(clock = fakeClock(), then: (call: PortCall) => unknown = () => undefined) {
  const calls: PortCall[] = [];
  const observe = (call: PortCall): unknown => {
    calls.push(call);
    return then(call);
  };
  return { calls, observer: { observe, monotonic: clock.monotonic, reasonCodes: coreReasonCodes } };
}

describe('a port that is observed', () => {
  it('tells each call once it has ended: which method, how long, and that it answered', async () => {
    const clock = fakeClock();
    const { calls, observer } = watch(clock);
    const ended = Promise.withResolvers<undefined>();
    const registry = observedPort(DeviceRegistry, { find: () => ended.promise }, observer);
    const found = registry.find('SN-0001', { signal });
    clock.advance(25);
    await new Promise(setImmediate);
    expect(calls).to.deep.equal([]);
    ended.resolve(undefined);
    expect(await found).to.equal(undefined);
    expect(calls).to.deep.equal([
      { port: 'DeviceRegistry', operation: 'find', outcome: 'answered', durationMs: 25 },
    ]);
  });

  it('throws what it threw, and tells the code of what could not be asked', async () => {
    const errors = [
      new PortError('LEDGER_FAILED', 'no'),
      new PortError('not-a-code SN-0001', 'no'),
      new TypeError('no'),
      undefined,
    ];
    for (const error of errors) {
      const { calls, observer } = watch();
      const get = () => Promise.reject(error);
      const store = observedPort(SecretStore, { get }, observer);
      const thrown = await store.get('id', { signal }).then(
        () => 'nothing',
        (reason: unknown) => reason,
      );
      expect(thrown).to.equal(error);
      expect(calls.map(({ outcome }) => outcome)).to.deep.equal(['failed']);
      const expected = ['LEDGER_FAILED', 'PORT_UNAVAILABLE', undefined, undefined];
      expect(calls[0]?.code).to.equal(expected[errors.indexOf(error)]);
    }
  });

  it('answers at once what it answered at once, and throws at once what it threw', () => {
    const { calls, observer } = watch();
    const fault = new Error('against its contract');
    const port = {
      find: (id: string) => {
        if (id === '') throw fault;
        return id;
      },
    };
    const registry = observedPort(
      DeviceRegistry,
      port as never,
      observer,
    ) as unknown as typeof port;
    expect(registry.find('SN-0001')).to.equal('SN-0001');
    expect(() => registry.find('')).to.throw(fault);
    expect(calls.map(({ outcome }) => outcome)).to.deep.equal(['answered', 'failed']);
  });

  it('hands on the very arguments, to the port itself', async () => {
    class Store {
      readonly #given: unknown[] = [];
      async get(...given: unknown[]) {
        this.#given.push(given);
        return this.#given as never;
      }
    }
    const request = { signal };
    const observed = observedPort(SecretStore, new Store(), watch().observer);
    const [[id, given]] = (await observed.get('id', request)) as unknown as [[string, object]];
    expect([id, given === request]).to.deep.equal(['id', true]);
  });

  it('asks once where the answer is a promise of another make', async () => {
    let asked = 0;
    const lazily = {
      // biome-ignore lint/suspicious/noThenProperty: it is what a query builder is, which runs a query each time
      then(resolve: (value: string) => void) {
        asked += 1;
        resolve(`asked ${asked}`);
      },
    };
    const { calls, observer } = watch();
    const registry = observedPort(DeviceRegistry, { find: () => lazily } as never, observer);
    expect(await registry.find('SN-0001', { signal })).to.equal('asked 1');
    expect(calls).to.have.length(1);
  });

  it('answers the same whatever its observer does', async () => {
    const lost: unknown[] = [];
    const unhandled = (reason: unknown) => void lost.push(reason);
    process.on('unhandledRejection', unhandled);
    const faults = [
      () => {
        throw new Error('no metrics today');
      },
      () => Promise.reject(new Error('no metrics today')),
    ];
    for (const fault of faults) {
      const { calls, observer } = watch(fakeClock(), fault);
      const find = async () => undefined;
      const registry = observedPort(DeviceRegistry, { find }, observer);
      expect(await registry.find('SN-0001', { signal })).to.equal(undefined);
      await new Promise(setImmediate);
      expect(calls).to.have.length(1);
    }
    process.off('unhandledRejection', unhandled);
    expect(lost).to.deep.equal([]);
  });

  it('has every method of the port that is there, and is no other port', () => {
    const { observer } = watch();
    const ledger = { commit: async () => ({ kind: 'committed' }) as const };
    expect(observedPort(ClaimLedger, ledger as never, observer)).to.have.all.keys('commit');
    const clock = fakeClock();
    expect(observedPort(Clock, clock, observer)).to.equal(clock);
  });

  it('never tells what it was asked or what it answered', async () => {
    const { calls, observer } = watch();
    const secret = 'what-was-asked-and-answered';
    const store = observedPort(
      SecretStore,
      {
        async get(id) {
          if (id === 'none') throw new PortError(secret, secret);
          return { value: secret, version: secret };
        },
      },
      observer,
    );
    await store.get(secret, { signal });
    await store.get('none', { signal, stage: secret }).catch(() => undefined);
    expect(calls).to.have.length(2);
    expect(JSON.stringify(calls)).not.to.include(secret);
  });
});
