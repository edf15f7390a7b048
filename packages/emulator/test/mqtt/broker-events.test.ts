import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import type { BrokerClient, ClientEntry } from '../../dist/mqtt/broker-client.js';
import { createBrokerEvents } from '../../dist/mqtt/broker-events.js';
import type { BrokerRules } from '../../dist/mqtt/connection.js';
import { createSessionExpiry } from '../../dist/mqtt/session-expiry.js';

describe('a client that closes while it is listed', () => {
  for (const [what, state, unlisted] of [
    ['taken off where its end has come already', { closed: true, connecting: false }, true],
    ['left to aedes where its end is to come', { closed: true, connecting: true }, false],
    ['kept where it has not closed', { closed: false, connecting: true }, false],
  ] as const) {
    it(`is ${what}`, async () => {
      const client = { id: 'SN-0001', ...state } as unknown as BrokerClient;
      const entry = { connection: { gone: true } } as ClientEntry;
      const taken: BrokerClient[] = [];
      const events = createBrokerEvents({
        entries: new WeakMap([[client, entry]]),
        rules: {} as BrokerRules,
        sessions: createSessionExpiry(fakeClock()),
        end: () => undefined,
        unlist: (one) => taken.push(one),
        forget: async () => undefined,
      });
      events.client(client);
      await new Promise(setImmediate);
      expect(entry.listed).to.equal(true);
      expect(taken).to.deep.equal(unlisted ? [client] : []);
    });
  }
});
