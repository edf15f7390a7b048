import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { type CertificateAuthority, createCertificateAuthority } from '@gangway/emulator';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { readCertificate } from './read-certificate.js';

// TLS goes by the machine's own clock.
const past = Date.UTC(2025, 0, 1);

describe('the certificate of an emulated server', () => {
  let authority: CertificateAuthority;
  before(async () => {
    authority = await createCertificateAuthority({ clock: fakeClock(past) });
  });

  it('names all that it answers to: DNS names and addresses of both kinds', async () => {
    const names = ['localhost', 'iot.example.com', '*.example.com', '127.0.0.1', '::1'];
    const more = ['2001:db8::ff00:42:8329', 'fe80::', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8'];
    const { certificatePem } = await authority.issueForServer([...names, ...more]);
    const { subjectAltName = [], ...certificate } = readCertificate(certificatePem);
    expect(subjectAltName).to.deep.equal([
      { kind: 'dNSName', value: 'localhost' },
      { kind: 'dNSName', value: 'iot.example.com' },
      { kind: 'dNSName', value: '*.example.com' },
      { kind: 'iPAddress', value: '127.0.0.1' },
      { kind: 'iPAddress', value: '0:0:0:0:0:0:0:1' },
      { kind: 'iPAddress', value: '2001:db8:0:0:0:ff00:42:8329' },
      { kind: 'iPAddress', value: 'fe80:0:0:0:0:0:0:0' },
      { kind: 'iPAddress', value: '0:0:0:0:0:ffff:c000:201' },
      { kind: 'iPAddress', value: '1:2:3:4:5:6:7:8' },
    ]);
    expect(certificate.extendedKeyUsage).to.deep.equal(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.basicConstraints).to.deep.equal({ ca: false });
  });

  for (const name of ['', 'a b', 'a..b', 'https://example.com', 'fe80::1%eth0', 'Gerät.example']) {
    it(`is not made for ${JSON.stringify(name)}`, async () => {
      const error: unknown = await authority.issueForServer([name]).catch((reason) => reason);
      expect(error).to.be.instanceOf(TypeError);
    });
  }

  it('is not made for nobody', async () => {
    expect(await authority.issueForServer([]).catch((reason) => reason)).to.be.instanceOf(
      TypeError,
    );
  });

  it('and those of devices are what TLS on both sides takes', async () => {
    const server = await authority.issueForServer(['127.0.0.1']);
    const device = await authority.issueKeys();
    const listening = createServer(
      {
        cert: server.certificatePem,
        key: server.privateKey,
        ca: authority.caPem,
        requestCert: true,
        rejectUnauthorized: true,
      },
      (socket) => socket.end('hello'),
    ).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const socket = connect({
      host: '127.0.0.1',
      port: (listening.address() as AddressInfo).port,
      ca: authority.caPem,
      cert: device.certificatePem,
      key: device.privateKey,
    });
    try {
      const [greeting] = await once(socket, 'data');
      expect(String(greeting)).to.equal('hello');
    } finally {
      socket.destroy();
      listening.close();
    }
  });
});
