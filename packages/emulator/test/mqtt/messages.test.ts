import { expect } from 'chai';
import type { IClientPublishOptions, MqttClient } from 'mqtt';
import { arn, policyOf, startMqttBench } from './mqtt-bench.js';
import { closed, inboxOf, textOf } from './published.js';
import { connectPacket, openWire } from './wire.js';

const some = policyOf(
  { Effect: 'Allow', Action: ['iot:Connect', 'iot:Receive'], Resource: '*' },
  { Effect: 'Allow', Action: 'iot:Publish', Resource: arn('topic/open/*') },
  { Effect: 'Allow', Action: 'iot:Subscribe', Resource: arn('topicfilter/open/*') },
);

/** The reason code of the DISCONNECT that an MQTT 5 client gets. */
const disconnectCode = (client: MqttClient): Promise<unknown> =>
  new Promise((resolve) => client.once('disconnect', ({ reasonCode }) => resolve(reasonCode)));

describe('messages', () => {
  it('go to whoever has subscribed, on either version of MQTT', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const [old, young] = await Promise.all([
      bench.connect(certificate, { clientId: 'old', protocolVersion: 4 }),
      bench.connect(certificate, { clientId: 'young', protocolVersion: 5 }),
    ]);
    const inboxes = [inboxOf(old), inboxOf(young)];
    await old.subscribeAsync('to/+/x', { qos: 1 });
    await young.subscribeAsync('to/#', { qos: 0 });
    await young.publishAsync('to/a/x', 'hello', { qos: 1 });
    const [first, second] = await Promise.all(inboxes.map((inbox) => inbox.next('to/a/x')));
    expect([first, second].map((packet) => packet && textOf(packet))).to.deep.equal([
      'hello',
      'hello',
    ]);
    expect(first).to.include({ qos: 1 });
    expect(second).to.include({ qos: 0 });
  });

  it('cut off a client of 3.1.1 that may not publish them', async () => {
    await using bench = await startMqttBench();
    const client = await bench.connect(await bench.register({ policy: some }));
    client.publish('closed/x', 'x', { qos: 1 });
    await closed(client);
    expect(bench.reasons('cut off')).to.deep.equal(['publish on closed/x: no policy allows it']);
    await bench.left();
    expect(bench.presence.at(-1)).to.include({ disconnectReason: 'AUTH_ERROR' });
  });

  it('are refused with 0x87 to an MQTT 5 client of QoS 1, which stays', async () => {
    await using bench = await startMqttBench();
    const client = await bench.connect(await bench.register({ policy: some }), {
      protocolVersion: 5,
    });
    const error = await client.publishAsync('closed/x', 'x', { qos: 1 }).catch((reason) => reason);
    expect(error).to.include({ code: 0x87 });
    await client.publishAsync('open/x', 'x', { qos: 1 });
    expect(bench.reasons('message refused')).to.have.length(1);
  });

  it('of QoS 0 have no answer: an MQTT 5 client that may not publish them is cut off with 0x87', async () => {
    await using bench = await startMqttBench();
    const client = await bench.connect(await bench.register({ policy: some }), {
      protocolVersion: 5,
    });
    const code = disconnectCode(client);
    client.publish('closed/x', 'x');
    expect(await code).to.equal(0x87);
  });

  for (const [what, topic, payload, options, code] of [
    ['a reserved topic', '$aws/things/SN-0001/shadow/update', '{}', {}, 0x90],
    ['an answer of provisioning', '$aws/certificates/create/json/accepted', '{}', {}, 0x90],
    ['presence', '$aws/events/presence/connected/SN-0001', '{}', {}, 0x90],
    ['a format of provisioning that there is not', '$aws/certificates/create/xml', '', {}, 0x90],
    ['a template without a name', '$aws/provisioning-templates//provision/json', '', {}, 0x90],
    ['a topic of a broker', '$SYS/taken', '{}', {}, 0x90],
    [
      'a retained call of provisioning',
      '$aws/certificates/create/json',
      '',
      { retain: true },
      0x9a,
    ],
    ['QoS 2', 'a/b', 'x', { qos: 2 }, 0x9b],
    ['too many slashes', 'a/b/c/d/e/f/g/h/i', 'x', {}, 0x90],
    ['a topic of 257 octets', 'é'.repeat(128).concat('x'), 'x', {}, 0x90],
    ['too large a payload', 'a/b', Buffer.alloc(128 * 1024 + 1), {}, 0x95],
    ['far too large a payload', 'a/b', Buffer.alloc(1024 * 1024), {}, 0x95],
  ] as const satisfies readonly (readonly [
    string,
    string,
    string | Buffer,
    IClientPublishOptions,
    number,
  ])[]) {
    it(`cut off their client with ${what}`, async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register();
      const client = await bench.connect(certificate, { protocolVersion: 5, properties: {} });
      const told = disconnectCode(client);
      // npm's mqtt would keep to the server's limit by itself.
      Reflect.deleteProperty(client.options.properties ?? {}, 'maximumPacketSize');
      client.publish(topic, payload, options, () => undefined);
      expect(await told).to.equal(code);
      const old = await bench.connect(certificate, { protocolVersion: 4 });
      old.publish(topic, payload, options, () => undefined);
      await closed(old);
      expect(bench.calls).to.deep.equal([]);
      expect(bench.reasons('cut off')).to.have.length(2);
    });
  }

  it('of 128 kB are routed', async () => {
    await using bench = await startMqttBench();
    const client = await bench.connect(await bench.register(), { protocolVersion: 5 });
    const inbox = inboxOf(client);
    await client.subscribeAsync('a/b');
    await client.publishAsync('a/b', Buffer.alloc(128 * 1024), { qos: 1 });
    expect((await inbox.next('a/b')).payload).to.have.length(128 * 1024);
  });

  it('of a provisioning call are kept for nobody, not even for a session that waits for everything', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const waiting = { clientId: 'waiting', clean: false };
    const first = await bench.connect(certificate, waiting);
    await first.subscribeAsync(['#', '$aws/#', '+/certificates/#'], { qos: 1 });
    await first.endAsync();
    const client = await bench.connect(certificate);
    const inbox = inboxOf(client);
    await client.publishAsync('$aws/certificates/create/json', '', { qos: 1 });
    await inbox.next('$aws/certificates/create/json/accepted');
    const heard: string[] = [];
    await client.publishAsync('the/end', 'x', { qos: 1 });
    const again = await bench.connect(certificate, waiting);
    again.on('message', (topic) => heard.push(topic));
    const late = inboxOf(again);
    await again.publishAsync('the/real/end', 'x', { qos: 1 });
    await late.next('the/real/end');
    expect([...heard, ...late.packets.map(({ topic }) => topic)]).to.not.satisfy(
      (topics: readonly string[]) => topics.some((topic) => /taken|certificates/.test(topic)),
    );
  });

  it('are not received where no policy allows it any more', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register({ policy: some });
    const client = await bench.connect(certificate);
    const inbox = inboxOf(client);
    await client.subscribeAsync('open/+', { qos: 1 });
    await client.publishAsync('open/1', 'x', { qos: 1 });
    await inbox.next('open/1');
    const { policies, policyCertificates } = bench.account.store;
    const [policyName = ''] = policyCertificates.leftsOf(certificate.certificateId);
    const policyDocument = policyOf({
      Effect: 'Allow',
      Action: ['iot:Publish', 'iot:Connect'],
      Resource: '*',
    });
    policies.put(policyName, { policyName, policyDocument, createdAt: 0 });
    await client.publishAsync('open/2', 'x', { qos: 1 });
    await client.publishAsync('open/3', 'x', { qos: 1 });
    expect(inbox.packets.map(({ topic }) => topic)).to.deep.equal(['open/1']);
  });

  it('are retained where a policy allows that as well', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register();
    const client = await bench.connect(certificate, { protocolVersion: 5 });
    await client.publishAsync('kept/x', 'x', { qos: 1, retain: true });
    const inbox = inboxOf(client);
    await client.subscribeAsync('kept/x');
    expect(await inbox.next('kept/x')).to.include({ retain: true });
    const other = await bench.connect(await bench.register({ policy: some }), {
      clientId: 'other',
      protocolVersion: 5,
    });
    const options = { qos: 1, retain: true } as const;
    const error = await other.publishAsync('open/x', 'x', options).catch((reason) => reason);
    expect(error).to.include({ code: 0x87 });
  });
});

describe('subscriptions', () => {
  for (const [protocolVersion, code] of [
    [4, 0x80],
    [5, 0x87],
  ] as const) {
    it(`that no policy allows fail with ${code} in MQTT ${protocolVersion}, and the client stays`, async () => {
      await using bench = await startMqttBench();
      const client = await bench.connect(await bench.register({ policy: some }), {
        protocolVersion,
      });
      const granted = await new Promise((resolve) => {
        client.on('packetreceive', (packet) => {
          if (packet.cmd === 'suback') resolve(packet.granted);
        });
        client.subscribe(['closed/x', 'open/x'], { qos: 1 }, () => undefined);
      });
      expect(granted).to.deep.equal([code, 1]);
      const inbox = inboxOf(client);
      await client.publishAsync('open/x', 'x', { qos: 1 });
      await inbox.next('open/x');
      expect(bench.reasons('subscription refused')).to.deep.equal(['no policy allows it']);
    });
  }

  for (const [what, filters, qos, code] of [
    ['nine at once', Array.from({ length: 9 }, (_, at) => `a/${at}`), 0, 0x97],
    ['QoS 2', ['a/b'], 2, 0x9b],
    ['a topic of the broker', ['$SYS/#'], 0, 0x8f],
    ['too many slashes', ['a/b/c/d/e/f/g/h/#'], 0, 0x8f],
    ['257 octets', [`${'é'.repeat(127)}/ab`], 0, 0x8f],
  ] as const) {
    it(`cut off their client with ${what}`, async () => {
      await using bench = await startMqttBench();
      const client = await bench.connect(await bench.register(), { protocolVersion: 5 });
      const told = disconnectCode(client);
      client.subscribe([...filters], { qos }, () => undefined);
      expect(await told).to.equal(code);
    });
  }

  it('that were refused get nothing later, in a session that has others', async () => {
    await using bench = await startMqttBench();
    const certificate = await bench.register({ policy: some });
    const options = { clientId: 'sleeper', clean: false };
    const sleeper = await bench.connect(certificate, options);
    await sleeper.subscribeAsync(['closed/x', 'open/x'], { qos: 1 }).catch(() => undefined);
    await sleeper.endAsync();
    await bench.left();
    const sender = await bench.connect(await bench.register());
    for (const topic of ['closed/x', 'open/x']) await sender.publishAsync(topic, 'x', { qos: 1 });
    const wire = await openWire(bench, certificate);
    wire.socket.write(connectPacket('sleeper', 4, 0));
    while (!wire.received().includes('open/x')) {
      await new Promise((resolve) => wire.socket.once('data', resolve));
    }
    expect(wire.received().includes('closed/x')).to.equal(false);
    wire.socket.destroy();
  });

  it('are 50 a connection', async () => {
    await using bench = await startMqttBench();
    const client = await bench.connect(await bench.register(), { protocolVersion: 5 });
    for (let at = 0; at < 50; at++) await client.subscribeAsync(`a/${at}`);
    const told = disconnectCode(client);
    client.subscribe('a/50', () => undefined);
    expect(await told).to.equal(0x97);
  });
});
