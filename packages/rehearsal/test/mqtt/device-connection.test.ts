import { createSecureContext } from 'node:tls';
import { type Emulator, startEmulator } from '@gangway/emulator';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { type ConnectionOptions, openConnection } from '../../dist/mqtt/device-connection.js';
import { templateBody } from '../desk.js';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'worked',
    (error: { code?: string }) => error.code,
  );

describe('openConnection', function () {
  this.timeout(60_000);
  let emulator: Emulator;

  before(async () => {
    const hook = { label: 'no', ask: async () => ({ allowProvisioning: false }) };
    emulator = await startEmulator({ hook, template: { name: 'first-fleet', body: templateBody } });
  });

  after(() => emulator.close());

  const options = (parts: Partial<ConnectionOptions> & { readonly ca?: string } = {}) => {
    const { ca = emulator.ca, ...rest } = parts;
    const { certificatePem: cert, privateKey: key } = emulator.claim;
    return {
      ...emulator.mqtt,
      clock: createSystemClock(),
      signal: new AbortController().signal,
      secureContext: createSecureContext({ ca, cert, key }),
      clientId: 'device',
      dialect: { protocolVersion: 5, qos: 1, subscribes: true },
      patienceMs: 10_000,
      ...rest,
    } satisfies ConnectionOptions;
  };

  for (const protocolVersion of [4, 5] as const) {
    for (const qos of [0, 1] as const) {
      for (const subscribes of [true, false]) {
        const how = `${subscribes ? 'having' : 'not having'} subscribed`;
        it(`is answered over version ${protocolVersion}, with QoS ${qos}, ${how}`, async () => {
          const dialect = { protocolVersion, qos, subscribes };
          const connection = await openConnection(options({ dialect }));
          const topic = '$aws/provisioning-templates/first-fleet/provision/json';
          const registration = { certificateOwnershipToken: 'none', parameters: {} };
          const code = await codeOf(connection.call(topic, registration, 10_000));
          await connection.close();
          expect(code).to.equal('InvalidCertificateOwnershipToken');
        });
      }
    }
  }

  it('says that the server is not trusted where it shows a certificate of another CA', async () => {
    const { pem } = await makeCertificate({ subject: 'CN=Other', issuer: 'CN=Other', ca: {} });
    expect(await codeOf(openConnection(options({ ca: pem })))).to.equal('EMULATOR_NOT_TRUSTED');
  });

  it('says that nobody is there where nobody listens', async () => {
    const gone = await startEmulator({
      hook: { label: 'no', ask: async () => ({}) },
      template: { name: 'first-fleet', body: templateBody },
    });
    await gone.close();
    const connection = openConnection(options({ port: gone.mqtt.port }));
    expect(await codeOf(connection)).to.equal('BROKER_AWAY');
  });

  it('says that it was not taken where its certificate is not active', async () => {
    const { certificates } = emulator.account.store;
    const { certificateId, certificatePem, privateKey } = await emulator.newClaim();
    const row = certificates.get(certificateId);
    if (row === undefined) throw new RangeError('no claim certificate');
    certificates.put(certificateId, { ...row, status: 'INACTIVE' });
    const secureContext = createSecureContext({
      ca: emulator.ca,
      cert: certificatePem,
      key: privateKey,
    });
    expect(await codeOf(openConnection(options({ secureContext })))).to.equal('NOT_CONNECTED');
  });

  it('says that it was cut off where the connection ended amid a call', async () => {
    const connection = await openConnection(options());
    const code = codeOf(
      connection.call('$aws/provisioning-templates/first-fleet/none', {}, 10_000),
    );
    emulator.disconnect(emulator.claim.certificateId);
    expect(await code).to.equal('CUT_OFF');
    await connection.close();
  });
});
