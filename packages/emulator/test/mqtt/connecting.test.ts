import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import type { IClientOptions } from 'mqtt';
import { allowEverything, arn, type MqttBench, policyOf, startMqttBench } from './mqtt-bench.js';
import { closed, inboxOf, textOf } from './published.js';

const onlyItself = policyOf({
  Effect: 'Allow',
  Action: 'iot:Connect',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  Resource: arn('client/${iot:ClientId}-x'),
});

/** The error that a client meets where it may not connect. */
async function refused(
  bench: MqttBench,
  certificate: Parameters<MqttBench['connect']>[0],
  options: IClientOptions = {},
): Promise<{ readonly message: string; readonly code?: unknown }> {
  const client = await bench.connect(certificate, options).catch((error) => error);
  expect(client).to.be.instanceOf(Error);
  return client;
}

describe('connecting', () => {
  it('takes both versions of MQTT, and tells presence of them', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    for (const protocolVersion of [4, 5] as const) {
      const client = await bench.connect(certificate, { protocolVersion });
      expect(bench.server.connections).to.equal(1);
      await client.endAsync();
    }
  });

  for (const [what, row] of [
    ['inactive', { status: 'INACTIVE' }],
    ['revoked', { status: 'REVOKED' }],
    ['waiting for its activation', { status: 'PENDING_ACTIVATION' }],
  ] as const) {
    it(`refuses a certificate that is ${what}: MQTT 5 is told, 3.1.1 is cut off`, async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register(row);
      expect(await refused(bench, certificate, { protocolVersion: 5 })).to.include({ code: 0x87 });
      expect((await refused(bench, certificate)).code).to.not.equal(5);
      const reason = `connect: certificate is ${row.status}`;
      expect(bench.reasons('cut off')).to.deep.equal([reason, reason]);
      expect(bench.presence).to.deep.equal([]);
    });
  }

  it('refuses a certificate that nobody registered', async () => {
    await using bench = await startMqttBench();
    const stranger = await makeCertificate({ freshKey: true });
    await refused(bench, stranger);
    expect(bench.reasons('cut off')).to.deep.equal(['connect: certificate is not registered']);
  });

  it('refuses a provisioning claim after its end, and no other active certificate', async () => {
    await using bench = await startMqttBench();
    const endsAt = bench.clock.now() + 1_000;
    const claim = await bench.register({ claimOf: 'first-fleet', endsAt });
    const device = await bench.register({ endsAt });
    await (await bench.connect(claim)).endAsync();
    bench.clock.advance(1_000);
    await refused(bench, claim);
    await bench.connect(device);
  });

  it('refuses a client id that no policy allows', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register({ policy: onlyItself });
    expect(await refused(bench, certificate, { protocolVersion: 5 })).to.include({ code: 0x87 });
    expect(bench.reasons('cut off')).to.deep.equal(['connect: no policy allows it']);
  });

  for (const [what, clientId, fault] of [
    ['none', '', 'is empty'],
    ['one of 129 octets', 'é'.repeat(64).concat('x'), 'is longer than 128 octets'],
  ] as const) {
    it(`refuses a client id where there is ${what}`, async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register();
      const error = await refused(bench, certificate, { protocolVersion: 5, clientId });
      expect(error).to.include({ code: 0x85 });
      expect(bench.reasons('cut off')).to.deep.equal([`client id ${fault}`]);
    });
  }

  it('takes client ids that are names of what every object has', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    for (const clientId of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const client = await bench.connect(certificate, { clientId });
      const inbox = inboxOf(client);
      await client.subscribeAsync(['__proto__', 'constructor'].map((name) => `${name}/x`));
      await client.subscribeAsync(clientId);
      await client.publishAsync(clientId, 'itself', { qos: 1 });
      expect(textOf(await inbox.next(clientId))).to.equal('itself');
      await client.endAsync();
    }
  });

  for (const topic of [
    '$aws/certificates/create/json',
    '$aws/provisioning-templates/first-fleet/provision/cbor',
    '$aws/things/SN-0001/shadow/update',
    'a/+/b',
    'a/b/c/d/e/f/g/h/i',
  ]) {
    it(`refuses a will message on ${topic}`, async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register();
      const will = { topic, payload: Buffer.from('{}'), qos: 0 as const, retain: false };
      const error = await refused(bench, certificate, { protocolVersion: 5, will });
      expect(error).to.include({ code: 0x90 });
      await refused(bench, certificate, { will });
      expect(bench.calls).to.deep.equal([]);
    });
  }

  it('publishes the will of a client that is cut off, on a topic of its own', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const listener = await bench.connect(certificate, { clientId: 'listener' });
    const inbox = inboxOf(listener);
    await listener.subscribeAsync('last/#', { qos: 1 });
    const will = {
      topic: 'last/SN-0001',
      payload: Buffer.from('x'),
      qos: 1 as const,
      retain: false,
    };
    const client = await bench.connect(certificate, { will });
    client.stream.destroy();
    expect(textOf(await inbox.next('last/SN-0001'))).to.equal('x');
  });

  it('lets a second client of one id take over, with 0x8E for MQTT 5', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const first = await bench.connect(certificate, { protocolVersion: 5 });
    const told = new Promise((resolve) => first.once('disconnect', resolve));
    const second = await bench.connect(certificate, { protocolVersion: 5 });
    expect(await told).to.include({ reasonCode: 0x8e });
    expect(second.connected).to.equal(true);
    expect(bench.server.connections).to.equal(1);
    expect(bench.presence.map(({ eventType }) => eventType)).to.deep.equal([
      'connected',
      'disconnected',
      'connected',
    ]);
    expect(bench.presence[1]).to.include({ disconnectReason: 'DUPLICATE_CLIENTID' });
  });

  it('leaves one of many that come with one id at once', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        bench.connect(certificate, { protocolVersion: at % 2 === 0 ? 4 : 5 }),
      ),
    );
    const made = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const last = await bench.connect(certificate);
    await Promise.all(made.map(closed));
    expect(made.filter(({ connected }) => connected)).to.deep.equal([]);
    expect(last.connected).to.equal(true);
    expect(bench.server.connections).to.equal(1);
    const online = bench.presence.filter(({ eventType }) => eventType === 'connected').length;
    expect(bench.presence).to.have.length(2 * online - 1);
  });

  it('cuts off whoever is connected with a certificate', async () => {
    await using bench = await startMqttBench();
    const [mine, other] = [await bench.register(), await makeOther(bench)];
    const clients = await Promise.all([
      bench.connect(mine, { clientId: 'a' }),
      bench.connect(mine, { clientId: 'b' }),
      bench.connect(other, { clientId: 'c' }),
    ]);
    bench.server.disconnect(mine.certificateId);
    await Promise.all(clients.slice(0, 2).map(closed));
    expect(clients[2]?.connected).to.equal(true);
    expect(bench.server.connections).to.equal(1);
  });

  it('restarts on its port: everybody is cut off, and comes again', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const client = await bench.connect(certificate, { clean: false });
    await client.subscribeAsync('a/b', { qos: 1 });
    const { port } = bench.server;
    const gone = closed(client);
    await bench.server.restart();
    await gone;
    expect(bench.server.port).to.equal(port);
    expect(bench.server.connections).to.equal(0);
    const again = await bench.connect(certificate, { clean: false });
    expect(again.connected).to.equal(true);
    expect(bench.presence.at(-2)).to.include({ disconnectReason: 'SERVER_INITIATED_DISCONNECT' });
  });
});

describe('the end of a server', () => {
  it('comes after a restart that was under way, and is the end', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    await bench.connect(certificate);
    await Promise.all([bench.server.restart(), bench.server.close(), bench.server.restart()]);
    await bench.server.close();
    expect(bench.server.connections).to.equal(0);
    expect(await refused(bench, certificate)).to.include({ code: 'ECONNREFUSED' });
  });
});

const makeOther = async (bench: MqttBench) => {
  const made = await makeCertificate({ freshKey: true });
  bench.account.store.certificates.put(made.certificateId, {
    certificateId: made.certificateId,
    certificatePem: made.pem,
    status: 'ACTIVE',
    createdAt: 0,
    modifiedAt: 0,
  });
  const policyName = 'other';
  bench.account.store.policies.put(policyName, {
    policyName,
    policyDocument: allowEverything,
    createdAt: 0,
  });
  bench.account.store.policyCertificates.add(policyName, made.certificateId);
  return made;
};

describe('mutual TLS', () => {
  const handshake = async (options: ConnectionOptions) => {
    const socket = connectTls(options);
    const outcome = await new Promise<unknown>((resolve) => {
      socket.on('error', resolve).once('secureConnect', () => resolve(socket.alpnProtocol));
    });
    return { socket, outcome };
  };

  it('closes a connection without a certificate, and says so', async () => {
    await using bench = await startMqttBench();
    const { socket } = await handshake(bench.tls(undefined));
    socket.on('error', () => undefined).resume();
    await once(socket, 'close');
    expect(bench.reasons('connection refused')).to.deep.equal(['no client certificate']);
  });

  it('takes the protocol of port 443, and no protocol at all; another one is refused', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const tls = bench.tls(certificate);
    for (const [protocols, taken] of [
      [['x-amzn-mqtt-ca'], 'x-amzn-mqtt-ca'],
      [['h2', 'x-amzn-mqtt-ca'], 'x-amzn-mqtt-ca'],
      [undefined, false],
    ] as const) {
      const { socket, outcome } = await handshake({
        ...tls,
        ...(protocols && { ALPNProtocols: [...protocols] }),
      });
      expect(outcome).to.equal(taken);
      socket.destroy();
    }
    const { outcome } = await handshake({ ...tls, ALPNProtocols: ['http/1.1'] });
    expect(outcome).to.be.instanceOf(Error);
  });

  it('refuses TLS 1.1', async () => {
    await using bench = await startMqttBench();
    const tls = bench.tls(await bench.register());
    const { outcome } = await handshake({
      ...tls,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(outcome).to.be.instanceOf(Error);
  });

  it('knows the certificate of a session that is resumed', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const tls = { ...bench.tls(certificate), maxVersion };
      const { socket: first } = await handshake(tls);
      const [session] =
        maxVersion === 'TLSv1.3' ? await once(first, 'session') : [first.getSession()];
      first.destroy();
      const { socket } = await handshake({ ...tls, session });
      expect(socket.isSessionReused()).to.equal(true);
      socket.destroy();
    }
    expect(bench.reasons('connection refused')).not.to.include('no client certificate');
  });

  it('closes a connection that never says what it wants, by the clock', async () => {
    await using bench = await startMqttBench();
    const { socket } = await handshake(bench.tls(await bench.register()));
    socket.on('error', () => undefined).resume();
    while (bench.clock.waiting() === 0) await once(socket, 'session');
    bench.clock.advance(30_000);
    await once(socket, 'close');
    expect(bench.reasons('cut off')).to.deep.equal(['no CONNECT came in time']);
    expect(bench.clock.waiting()).to.equal(0);
  });

  it('closes a connection that never shakes hands', async () => {
    await using bench = await startMqttBench({ connectTimeout: 50 });
    const socket = connectTcp({ host: bench.server.host, port: bench.server.port });
    await once(socket.resume(), 'close');
    expect(bench.reasons('connection refused')).to.deep.equal([
      'TLS handshake: ERR_TLS_HANDSHAKE_TIMEOUT',
    ]);
  });
});
