import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import type { IConnackPacket, MqttClient } from 'mqtt';
import { effectiveKeepAlive, sessionsKeptAtMost } from '../../dist/mqtt/limits.js';
import { createSessionExpiry } from '../../dist/mqtt/session-expiry.js';
import { startMqttBench } from './mqtt-bench.js';
import { inboxOf } from './published.js';
import { connectPacket, openWire } from './wire.js';

/** The CONNACK of a client that has just connected. */
const connackOf = (client: MqttClient): Promise<IConnackPacket> =>
  new Promise((resolve) => client.once('connect', resolve));

describe('sessions', () => {
  it('of 3.1.1 last an hour without a connection, and any time with one', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const options = { clean: false, clientId: 'sleeper' };
    const sender = await bench.connect(certificate, { clientId: 'sender' });
    const sleeper = await bench.connect(certificate, options);
    await sleeper.subscribeAsync('a/b', { qos: 1 });
    await sleeper.endAsync();
    await bench.left(1);
    await sender.publishAsync('a/b', 'while away', { qos: 1 });
    bench.clock.advance(3_599_000);
    const again = await bench.connect(certificate, options);
    // It is sent right behind the CONNACK; what is published now comes after it.
    const inbox = inboxOf(again);
    await sender.publishAsync('a/b', 'now', { qos: 1 });
    await inbox.next('a/b');
    bench.clock.advance(3_600_000);
    await again.endAsync();
    await bench.left(1);
    const third = await bench.connect(certificate, options);
    const later = inboxOf(third);
    await sender.publishAsync('a/b', 'later', { qos: 1 });
    await later.next('a/b');
    await third.endAsync();
    await bench.left(1);
    bench.clock.advance(3_600_000);
    const late = await bench.connect(certificate, options);
    const heard = inboxOf(late);
    await late.subscribeAsync('the/end', { qos: 1 });
    await sender.publishAsync('a/b', 'too late', { qos: 1 });
    await sender.publishAsync('the/end', 'x', { qos: 1 });
    await heard.next('the/end');
    expect(heard.packets).to.have.length(1);
  });

  it('are kept in a bounded number, and forgotten at their end', () => {
    const clock = fakeClock();
    const sessions = createSessionExpiry(clock);
    const wiped: string[] = [];
    for (let at = 0; at <= sessionsKeptAtMost; at++) {
      sessions.begin(`${at}`, () => wiped.push(`${at}`));
    }
    expect(wiped).to.deep.equal([`${sessionsKeptAtMost}`]);
    sessions.cancel('0');
    clock.advance(3_600_000);
    expect(wiped).to.have.length(sessionsKeptAtMost);
    expect(wiped).to.not.include('0');
    expect(clock.waiting()).to.equal(0);
  });

  it('of MQTT 5 are announced with the limits of AWS IoT', async () => {
    await using bench = await startMqttBench();
    const client = await bench.connect(await bench.register(), {
      protocolVersion: 5,
      keepalive: 0,
      properties: { sessionExpiryInterval: 86_400 },
    });
    const connack = connackOf(client);
    client.reconnect();
    expect((await connack).properties).to.include({
      maximumPacketSize: 149_504,
      receiveMaximum: 100,
      serverKeepAlive: 1_200,
      sessionExpiryInterval: 3_600,
      topicAliasMaximum: 8,
    });
  });

  it('have a keep-alive of 30 seconds at least, and 1,200 at most', () => {
    for (const [asked, effective] of [
      [0, 1_200],
      [1, 30],
      [30, 30],
      [600, 600],
      [1_200, 1_200],
      [65_535, 1_200],
    ] as const) {
      expect(effectiveKeepAlive(asked)).to.equal(effective);
    }
  });

  it('leave nothing behind where clients go while theirs is restored', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const first = await bench.connect(certificate, { clean: false });
    await first.subscribeAsync(['a', 'b', 'c'], { qos: 1 });
    await first.endAsync();
    // When exactly the connection must break is the machine's matter: one of these turns of the event loop is it.
    for (let turns = 0; turns < 60; turns++) {
      const { socket, closed } = await openWire(bench, certificate);
      socket.write(connectPacket('SN-0001', 4, 0));
      for (let turn = 0; turn < turns % 20; turn++) await new Promise(setImmediate);
      socket.destroy();
      await closed;
    }
    await bench.left();
    const again = await bench.connect(certificate, { clean: false });
    expect(again.connected).to.equal(true);
    await again.endAsync();
    await bench.left();
    bench.clock.advance(3_600_000);
    expect(bench.clock.waiting()).to.equal(0);
  });

  it('leave nothing behind when clients come and go', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    for (let round = 0; round < 20; round++) {
      const clients = await Promise.all(
        Array.from({ length: 5 }, (_, at) =>
          bench.connect(certificate, {
            clientId: `SN-${round}-${at}`,
            protocolVersion: at % 2 ? 4 : 5,
          }),
        ),
      );
      await Promise.all(clients.map((client) => client.subscribeAsync('a/#', { qos: 1 })));
      await Promise.all(clients.map((client, at) => client.endAsync(at > 2)));
    }
    await bench.left();
    expect(bench.clock.waiting()).to.equal(0);
    expect(bench.presence).to.have.length(200);
  });
});
