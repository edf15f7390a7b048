import { parsePresenceEvent, presenceRefusals } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';

const certificateId = 'ab'.repeat(32);
/** As AWS IoT sends it. */
const connected = {
  clientId: 'SN-0001',
  timestamp: 1_893_456_000_000,
  eventType: 'connected',
  sessionIdentifier: '00000000-0000-0000-0000-000000000000',
  principalIdentifier: certificateId,
  ipAddress: '192.0.2.0',
  versionNumber: 0,
};

const codeOf = (message: unknown): string => {
  const read = parsePresenceEvent(message);
  return read.kind === 'refused' ? read.code : read.kind;
};

describe('parsePresenceEvent', () => {
  it('reads four fields, and leaves the others out', () => {
    const read = parsePresenceEvent({ ...connected, thingName: 'a', constructor: 1 });
    expect(read).to.deep.equal({
      kind: 'connected',
      clientId: 'SN-0001',
      certificateId,
      at: 1_893_456_000_000,
    }).and.to.be.frozen;
  });

  it('takes a client id of any characters: its certificate let it in', () => {
    for (const clientId of ['é', '\u200b', ' ', 'x'.repeat(128)]) {
      expect(codeOf({ ...connected, clientId })).to.equal('connected');
    }
  });

  const refusals = {
    PRESENCE_NOT_OBJECT: [undefined, null, 'connected', 7, [], [connected]],
    PRESENCE_NOT_CONNECTED: ['disconnected', 'connect_failed', 'Connected', '', undefined, 1].map(
      (eventType) => ({ ...connected, eventType }),
    ),
    PRESENCE_PRINCIPAL_NOT_CERTIFICATE: [
      certificateId.toUpperCase(),
      certificateId.slice(1),
      `${certificateId} `,
      'AIDAEXAMPLE:session',
      [certificateId],
      undefined,
    ].map((principalIdentifier) => ({ ...connected, principalIdentifier })),
    PRESENCE_CLIENT_ID_INVALID: ['', 'x'.repeat(129), 7, undefined].map((clientId) => ({
      ...connected,
      clientId,
    })),
    PRESENCE_TIMESTAMP_INVALID: [-1, 0.5, Number.NaN, 2 ** 60, '1893456000000', undefined].map(
      (timestamp) => ({ ...connected, timestamp }),
    ),
  };
  for (const [code, messages] of Object.entries(refusals)) {
    it(`refuses with ${code}`, () => {
      expect(messages.map(codeOf)).to.deep.equal(messages.map(() => code));
    });
  }

  it('has no other codes', () => {
    expect(Object.keys(presenceRefusals)).to.have.members(Object.keys(refusals));
  });

  it('reads nothing from a prototype, and outlives a message that throws', () => {
    expect(codeOf(Object.create(connected))).to.equal('PRESENCE_NOT_CONNECTED');
    const hostile = new Proxy(connected, {
      getOwnPropertyDescriptor() {
        throw new Error('boom');
      },
    });
    expect(codeOf(hostile)).to.equal('PRESENCE_NOT_OBJECT');
  });

  it('never throws, and never quotes what was sent', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const read = parsePresenceEvent(message);
        if (read.kind === 'refused') expect(read.detail).to.have.length.below(80);
      }),
    );
    const read = parsePresenceEvent({ ...connected, eventType: 'secret' });
    expect(JSON.stringify(read)).not.to.contain('secret');
  });
});
