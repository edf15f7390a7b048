import { expect } from 'chai';
import { startMqttBench } from './mqtt-bench.js';
import { closed, inboxOf, textOf } from './published.js';
import { connectPacket, disconnectPacket, openWire } from './wire.js';

const connectedTopic = '$aws/events/presence/connected/SN-0001';
const disconnectedTopic = '$aws/events/presence/disconnected/SN-0001';

describe('presence events', () => {
  it('are published as AWS does, and handed to the rule', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const listener = await bench.connect(certificate, { clientId: 'listener' });
    const inbox = inboxOf(listener);
    await listener.subscribeAsync('$aws/events/presence/+/SN-0001');
    const client = await bench.connect(certificate);
    const connected = JSON.parse(textOf(await inbox.next(connectedTopic)));
    expect(connected).to.deep.equal({
      clientId: 'SN-0001',
      timestamp: bench.clock.now(),
      eventType: 'connected',
      sessionIdentifier: connected.sessionIdentifier,
      principalIdentifier: certificate.certificateId,
      versionNumber: connected.versionNumber,
      ipAddress: '127.0.0.1',
    });
    expect(connected.sessionIdentifier).to.match(/^[0-9a-f-]{36}$/);
    bench.clock.advance(1_000);
    await client.endAsync();
    const disconnected = JSON.parse(textOf(await inbox.next(disconnectedTopic)));
    expect(disconnected).to.deep.equal({
      clientId: 'SN-0001',
      timestamp: bench.clock.now(),
      eventType: 'disconnected',
      sessionIdentifier: connected.sessionIdentifier,
      principalIdentifier: certificate.certificateId,
      versionNumber: disconnected.versionNumber,
      clientInitiatedDisconnect: true,
      disconnectReason: 'CLIENT_INITIATED_DISCONNECT',
    });
    expect(disconnected.versionNumber).to.be.greaterThan(connected.versionNumber);
    expect(bench.presence.slice(-2)).to.deep.equal([connected, disconnected]);
  });

  it('say that a connection was lost', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const listener = await bench.connect(certificate, { clientId: 'listener' });
    const inbox = inboxOf(listener);
    await listener.subscribeAsync('$aws/events/presence/+/SN-0001');
    const client = await bench.connect(certificate);
    client.stream.destroy();
    expect(JSON.parse(textOf(await inbox.next(disconnectedTopic)))).to.include({
      clientInitiatedDisconnect: false,
      disconnectReason: 'CONNECTION_LOST',
    });
  });

  it('say which certificate may no longer connect, as an end that the server wanted', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const client = await bench.connect(certificate);
    bench.server.disconnect(certificate.certificateId);
    await closed(client);
    await bench.server.restart();
    expect(bench.presence.at(-1)).to.include({ disconnectReason: 'SERVER_INITIATED_DISCONNECT' });
  });

  it('come in pairs, also of a client that goes as soon as it is connected', async () => {
    await using bench = await startMqttBench();
    const wire = await openWire(bench, await bench.register());
    wire.socket.write(connectPacket());
    wire.socket.once('data', () => wire.socket.write(disconnectPacket));
    await wire.closed;
    await bench.left();
    expect(bench.presence.map(({ disconnectReason }) => disconnectReason)).to.deep.equal([
      undefined,
      'CLIENT_INITIATED_DISCONNECT',
    ]);
  });

  it('leave out client ids that have a wildcard in them', async () => {
    await using bench = await startMqttBench();
    const client = await bench.connect(await bench.register(), { clientId: 'SN+1' });
    await client.endAsync();
    await bench.server.restart();
    expect(bench.presence).to.deep.equal([]);
  });
});
