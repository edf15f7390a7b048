import type { FaultPlan } from '@gangway/emulator';
import { decode, encode } from 'cborg';
import { expect } from 'chai';
import { Rejection } from '../../dist/provisioning/rejection.js';
import { arn, policyOf, startMqttBench } from './mqtt-bench.js';
import { closed, inboxOf, textOf } from './published.js';

const mayNotReceive = policyOf(
  { Effect: 'Allow', Action: 'iot:*', Resource: '*' },
  { Effect: 'Deny', Action: 'iot:Receive', Resource: arn('topic/$aws/certificates/*') },
);

const create = '$aws/certificates/create/json';
const fromCsr = '$aws/certificates/create-from-csr';
const provision = '$aws/provisioning-templates/first-fleet/provision';

for (const protocolVersion of [4, 5] as const) {
  describe(`fleet provisioning over MQTT ${protocolVersion === 4 ? '3.1.1' : '5'}`, () => {
    it('answers a call to the connection that asked, which has not subscribed', async () => {
      await using bench = await startMqttBench();
      const client = await bench.connect(await bench.register(), { protocolVersion });
      const inbox = inboxOf(client);
      await client.publishAsync(create, '', { qos: 1 });
      expect(JSON.parse(textOf(await inbox.next(`${create}/accepted`)))).to.deep.equal({
        certificateId: 'made',
        for: 'SN-0001',
      });
    });

    it('says who asked: client id, certificate, and an id of the request', async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register();
      const client = await bench.connect(certificate, { protocolVersion });
      const inbox = inboxOf(client);
      const payload = { certificateOwnershipToken: 'token', parameters: { SerialNumber: '1' } };
      await client.publishAsync(`${provision}/json`, JSON.stringify(payload));
      await inbox.next(`${provision}/json/accepted`);
      const [asked] = bench.calls;
      expect(asked?.call).to.deep.equal({
        operation: 'RegisterThing',
        templateName: 'first-fleet',
        payload,
      });
      expect(asked?.caller).to.include({
        clientId: 'SN-0001',
        certificateId: certificate.certificateId,
      });
      expect(asked?.caller.requestId).to.match(/^[0-9a-f-]{36}$/);
    });

    it('speaks CBOR on the topics of CBOR', async () => {
      await using bench = await startMqttBench();
      const client = await bench.connect(await bench.register(), { protocolVersion });
      const inbox = inboxOf(client);
      const payload = { certificateSigningRequest: 'a request' };
      await client.publishAsync(`${fromCsr}/cbor`, Buffer.from(encode(payload)));
      const packet = await inbox.next(`${fromCsr}/cbor/accepted`);
      expect(decode(Buffer.from(packet.payload))).to.include({ certificateId: 'made' });
      expect(bench.calls[0]?.call).to.deep.equal({
        operation: 'CreateCertificateFromCsr',
        payload,
      });
    });

    it('rejects with the shape of AWS and keeps the reason from the device', async () => {
      await using bench = await startMqttBench({
        service: () => {
          throw new Rejection(403, 'AccessDenied', 'Access Denied', 'the hook said no');
        },
      });
      const client = await bench.connect(await bench.register(), { protocolVersion });
      const inbox = inboxOf(client);
      await client.publishAsync(`${provision}/json`, '{}');
      const packet = await inbox.next(`${provision}/json/rejected`);
      expect(JSON.parse(textOf(packet))).to.deep.equal({
        statusCode: 403,
        errorCode: 'AccessDenied',
        errorMessage: 'Access Denied',
      });
    });

    it('answers 500 where the service fails, and logs no message that it failed with', async () => {
      await using bench = await startMqttBench({
        service: () => Promise.reject(new TypeError('token eyJ is odd')),
      });
      const client = await bench.connect(await bench.register(), { protocolVersion });
      const inbox = inboxOf(client);
      await client.publishAsync(create, '');
      const packet = await inbox.next(`${create}/rejected`);
      expect(JSON.parse(textOf(packet))).to.deep.equal({
        statusCode: 500,
        errorCode: 'InternalFailure',
        errorMessage: 'Internal Failure',
      });
      expect(bench.reasons('CreateKeysAndCertificate failed')).to.deep.equal(['TypeError']);
      expect(JSON.stringify(bench.logger.lines)).not.to.include('eyJ');
    });

    for (const [what, topic, payload] of [
      ['JSON', `${provision}/json`, Buffer.from('{"certificateOwnershipToken":')],
      ['UTF-8', `${provision}/json`, Buffer.from([0x22, 0xff, 0x22])],
      ['CBOR', `${provision}/cbor`, Buffer.from([0xa1, 0x61])],
      ['JSON of a decent depth', `${provision}/json`, Buffer.from('['.repeat(60_000))],
      ['CBOR of a decent depth', `${provision}/cbor`, Buffer.alloc(60_000, 0x81)],
    ] as const) {
      it(`rejects what is not ${what}, without asking the service`, async () => {
        await using bench = await startMqttBench();
        const client = await bench.connect(await bench.register(), { protocolVersion });
        const inbox = inboxOf(client);
        await client.publishAsync(topic, payload, { qos: 1 });
        const packet = await inbox.next(`${topic}/rejected`);
        const answer = topic.endsWith('cbor')
          ? decode(Buffer.from(packet.payload))
          : JSON.parse(textOf(packet));
        expect(answer).to.include({ statusCode: 400, errorCode: 'InvalidRequest' });
        expect(bench.calls).to.deep.equal([]);
        expect(bench.reasons('rejected')).to.have.length(1);
      });
    }

    it('answers nobody but who asked: not a listener to the very topic, not one to all of them', async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register();
      const listener = await bench.connect(certificate, { clientId: 'spy', protocolVersion });
      const heard = inboxOf(listener);
      const filters = [`${create}/accepted`, '$aws/certificates/#', `${create}/#`, '$aws/#', '#'];
      await listener.subscribeAsync(filters, { qos: 1 });
      const client = await bench.connect(certificate, { protocolVersion });
      const inbox = inboxOf(client);
      await client.subscribeAsync(`${create}/accepted`, { qos: 1 });
      await client.publishAsync(create, '', { qos: 1 });
      await inbox.next(`${create}/accepted`);
      await client.publishAsync('the/end', 'x', { qos: 1 });
      await heard.next('the/end');
      expect(heard.packets.map(({ topic }) => topic)).to.not.include(`${create}/accepted`);
      expect(heard.packets.filter(({ topic }) => !topic.startsWith('$aws/events'))).to.have.length(
        1,
      );
      expect(inbox.packets).to.have.length(1);
    });

    it('answers with the QoS of the call, and no higher than that of the subscription', async () => {
      await using bench = await startMqttBench();
      const client = await bench.connect(await bench.register(), { protocolVersion });
      const inbox = inboxOf(client);
      await client.publishAsync(create, '', { qos: 1 });
      expect(await inbox.next(`${create}/accepted`)).to.include({ qos: 1 });
      const csr = `${fromCsr}/json`;
      await client.subscribeAsync(`${csr}/accepted`, { qos: 0 });
      await client.publishAsync(csr, '{}', { qos: 1 });
      expect(await inbox.next(`${csr}/accepted`)).to.include({ qos: 0 });
    });

    it('drops the reply to a connection that has gone, also where another came with its client id', async () => {
      const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
      await using bench = await startMqttBench({
        service: async () => {
          await mayAnswer;
          return { privateKey: 'for its eyes only' };
        },
      });
      const certificate = await bench.register();
      const session = protocolVersion === 5 ? { properties: { sessionExpiryInterval: 600 } } : {};
      const options = { protocolVersion, clean: false, ...session };
      const first = await bench.connect(certificate, options);
      await first.subscribeAsync(`${create}/accepted`, { qos: 1 });
      await first.publishAsync(create, '', { qos: 1 });
      const gone = closed(first);
      const second = await bench.connect(certificate, options);
      await gone;
      const heard = inboxOf(second);
      answer();
      await second.subscribeAsync('the/end', { qos: 1 });
      await second.publishAsync('the/end', 'x', { qos: 1 });
      await heard.next('the/end');
      expect(heard.packets.map(({ topic }) => topic)).to.deep.equal(['the/end']);
      expect(bench.reasons('reply dropped')).to.deep.equal(['the connection that asked has gone']);
    });

    it('keeps no reply for a session that outlives its connection', async () => {
      await using bench = await startMqttBench();
      const certificate = await bench.register();
      const session = protocolVersion === 5 ? { properties: { sessionExpiryInterval: 600 } } : {};
      const options = { protocolVersion, clean: false, ...session };
      const first = await bench.connect(certificate, options);
      const inbox = inboxOf(first);
      await first.subscribeAsync(`${create}/accepted`, { qos: 1 });
      await first.publishAsync(create, '', { qos: 1 });
      expect(await inbox.next(`${create}/accepted`)).to.include({ qos: 0 });
      await first.endAsync(true);
      const second = await bench.connect(certificate, options);
      const heard = inboxOf(second);
      await second.subscribeAsync('the/end', { qos: 1 });
      await second.publishAsync('the/end', 'x', { qos: 1 });
      await heard.next('the/end');
      expect(heard.packets).to.have.length(1);
    });

    it('answers nothing where no policy lets the client receive', async () => {
      await using bench = await startMqttBench();
      const client = await bench.connect(await bench.register({ policy: mayNotReceive }), {
        protocolVersion,
      });
      const heard = inboxOf(client);
      await client.publishAsync(create, '', { qos: 1 });
      await client.publishAsync(create, '', { qos: 1 });
      expect(heard.packets).to.deep.equal([]);
      expect(bench.reasons('reply dropped')[0]).to.equal('iot:Receive: a policy denies it');
    });
  });
}

describe('faults on demand of replies and requests', () => {
  const benchWith = (faults: Partial<FaultPlan>) => startMqttBench({ faults });

  it('cuts off a client that is throttled, without asking the service', async () => {
    await using bench = await benchWith({ request: () => 'throttle' });
    const client = await bench.connect(await bench.register(), { protocolVersion: 5 });
    const code = new Promise((resolve) =>
      client.once('disconnect', ({ reasonCode }) => resolve(reasonCode)),
    );
    client.publish(create, '');
    expect(await code).to.equal(0x97);
    expect(bench.calls).to.deep.equal([]);
    await bench.left();
    expect(bench.presence.at(-1)).to.include({ disconnectReason: 'THROTTLED' });
  });

  it('carries a call out twice, and answers it twice, as where a device published it again', async () => {
    await using bench = await benchWith({ request: () => 'double' });
    const client = await bench.connect(await bench.register());
    const heard = inboxOf(client);
    await client.subscribeAsync('the/end');
    await client.publishAsync(create, '', { qos: 1 });
    await client.publishAsync('the/end', 'x', { qos: 1 });
    await heard.next('the/end');
    expect(heard.packets.filter(({ topic }) => topic.endsWith('/accepted'))).to.have.length(2);
    const ids = bench.calls.map(({ caller }) => caller.requestId);
    expect(new Set(ids)).to.have.property('size', 2);
  });

  it('loses a reply that the service gave, and says so', async () => {
    await using bench = await benchWith({ reply: () => 'lose' });
    const client = await bench.connect(await bench.register());
    const heard = inboxOf(client);
    await client.subscribeAsync('the/end');
    await client.publishAsync(create, '', { qos: 1 });
    await client.publishAsync('the/end', 'x', { qos: 1 });
    await heard.next('the/end');
    expect(heard.packets).to.have.length(1);
    expect(bench.calls).to.have.length(1);
    expect(bench.reasons('reply dropped')).to.deep.equal(['a fault on demand']);
  });

  it('doubles a reply', async () => {
    await using bench = await benchWith({ reply: () => 'double' });
    const client = await bench.connect(await bench.register());
    const heard = inboxOf(client);
    await client.subscribeAsync('the/end');
    await client.publishAsync(create, '', { qos: 1 });
    await client.publishAsync('the/end', 'x', { qos: 1 });
    await heard.next('the/end');
    expect(heard.packets.filter(({ topic }) => topic.endsWith('/accepted'))).to.have.length(2);
  });
});
