import type { MadeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { type MqttBench, startMqttBench } from './mqtt-bench.js';
import { inboxOf } from './published.js';
import {
  connectPacket,
  disconnectPacket,
  openWire,
  pingPacket,
  publishPacket,
  subscribePacket,
} from './wire.js';

/** Sends octets, hangs up, and waits until the server has done the same. */
async function send(bench: MqttBench, certificate: MadeCertificate, octets: Uint8Array) {
  const wire = await openWire(bench, certificate);
  wire.socket.end(octets);
  await wire.closed;
}

/** Whether a decent client is still served. */
async function expectService(bench: MqttBench, certificate: MadeCertificate) {
  const client = await bench.connect(certificate, { clientId: 'decent' });
  const inbox = inboxOf(client);
  await client.publishAsync('$aws/certificates/create/json', '', { qos: 1 });
  await inbox.next('$aws/certificates/create/json/accepted');
  await client.endAsync();
}

const create = '$aws/certificates/create/json';

describe('packets that no client sends', () => {
  for (const [what, ...packets] of [
    ['no CONNECT first', pingPacket],
    ['a call before CONNECT', publishPacket(create)],
    ['two CONNECTs', connectPacket(), connectPacket()],
    ['a wildcard in a topic', connectPacket(), publishPacket('a/+/b')],
    ['a hash in a topic', connectPacket(), publishPacket('$aws/certificates/create/#')],
    ['an empty topic', connectPacket(), publishPacket('')],
    ['a NUL in a topic', connectPacket(), publishPacket('a\0b')],
    ['a topic of a hundred and more levels', connectPacket(), publishPacket('/'.repeat(120))],
    ['a filter of a hundred and more levels', connectPacket(), subscribePacket('/'.repeat(120))],
    ['a wildcard amid a level', connectPacket(), subscribePacket('a/b+/c')],
    ['no filter', connectPacket(), subscribePacket()],
    ['both bits of QoS', connectPacket(), publishPacket('a', '', 3)],
    ['MQTT 3.1', connectPacket('SN-0001', 3)],
    ['MQTT 6', connectPacket('SN-0001', 6)],
    ['a packet of a type that there is not', connectPacket(), Buffer.from([0x00, 0])],
    ['a packet of a server', connectPacket(), Buffer.from([0x20, 2, 0, 0])],
    ['a length of five octets', connectPacket(), Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 1])],
    ['a length of 268 MB', connectPacket(), Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f])],
    ['AUTH', connectPacket('SN-0001', 5), Buffer.from([0xf0, 2, 0x18, 0])],
    ['a request of HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ] as const satisfies readonly (readonly [string, ...Buffer[]])[]) {
    it(`cut off who sends ${what}, with a line in the log, and harm nobody else`, async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register();
      const wire = await openWire(bench, certificate);
      for (const octets of packets) wire.socket.write(octets);
      await wire.closed;
      expect(bench.reasons('cut off')).to.have.length(1);
      expect(bench.calls).to.deep.equal([]);
      await expectService(bench, certificate);
    });
  }

  it('make aedes throw at once: that ends the connection, and not the process', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const wire = await openWire(bench, certificate);
    // SUBSCRIBE of MQTT 5 to `__proto__` and `a`: aedes tells doubles apart in an object that has a prototype.
    const filters = Buffer.from('\0\x09__proto__\0\0\x01a\0');
    wire.socket.write(connectPacket('SN-0001', 5));
    wire.socket.write(Buffer.concat([Buffer.from([0x82, 3 + filters.length, 0, 9, 0]), filters]));
    await wire.closed;
    expect(bench.reasons('cut off')).to.have.length(1);
    await expectService(bench, certificate);
  });

  it('do not fill the memory: what is too long is cut off before it has come', async () => {
    await using bench = await startMqttBench();
    const wire = await openWire(bench, await bench.register());
    wire.socket.write(connectPacket());
    wire.socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    await wire.closed;
    expect(bench.reasons('cut off')).to.deep.equal(['packet too large']);
  });

  it('are nothing to a call that came in many pieces', async () => {
    await using bench = await startMqttBench();
    const wire = await openWire(bench, await bench.register());
    const octets = Buffer.concat([connectPacket(), publishPacket(create, '', 1), pingPacket]);
    for (const octet of octets) wire.socket.write(Buffer.from([octet]));
    while (!wire.received().includes('accepted')) {
      await new Promise((resolve) => wire.socket.once('data', resolve));
    }
    wire.socket.end(disconnectPacket);
    await wire.closed;
    // CONNACK, then PUBACK of the packet, then the answer.
    expect(wire.received().subarray(0, 8)).to.deep.equal(
      Buffer.from([0x20, 2, 0, 0, 0x40, 2, 0, 7]),
    );
  });

  it('never end the process, whatever the octets', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.uint8Array({ maxLength: 64 }), async (greets, octets) => {
        const before = greets ? [connectPacket('SN-0001', octets.length % 2 === 0 ? 4 : 5)] : [];
        await send(bench, certificate, Buffer.concat([...before, octets]));
      }),
      { numRuns: 150 },
    );
    await expectService(bench, certificate);
    expect(bench.calls).to.have.length(1);
  });

  it('never end the process, however decent packets are spoilt', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const decent = fc.constantFrom(
      publishPacket('a/b', 'x', 1),
      publishPacket(create, '', 1),
      publishPacket('a', 'x'),
      subscribePacket('a/#', '+/b', '$aws/#'),
      subscribePacket('__proto__', 'constructor'),
      Buffer.from([0xa2, 5, 0, 3, 0, 1, 0x61]),
      Buffer.from([0x40, 2, 0, 1]),
      Buffer.from([0x62, 2, 0, 1]),
      pingPacket,
      disconnectPacket,
    );
    const spoil = fc.record({ at: fc.nat(300), octet: fc.nat(255), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(4, 5),
        fc.array(decent, { maxLength: 5 }),
        fc.array(spoil, { maxLength: 3 }),
        async (version, packets, spoils) => {
          const octets = [...Buffer.concat([connectPacket('SN-0001', version), ...packets])];
          for (const { at, octet, cut } of spoils) {
            octets.splice(at % octets.length, cut ? 1 : 0, octet);
          }
          await send(bench, certificate, Buffer.from(octets));
        },
      ),
      { numRuns: 150 },
    );
    await expectService(bench, certificate);
  });
});
