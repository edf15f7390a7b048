import type { TlsOptions } from 'node:tls';
import { type MadeCertificate, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { expectDenial, oslo, proxyTo } from './proxied.js';
import { closeContainers, newKey, replyTo, startContainer } from './raw-container.js';

const key = newKey();

/** RFC 5280, section 4.2.1.6: a dNSName, and an iPAddress. */
function alternativeNames(dns: string, ip: readonly number[]) {
  const names = [0x82, dns.length, ...Buffer.from(dns), 0x87, ip.length, ...ip];
  return [{ oid: '2.5.29.17', value: Buffer.from([0x30, names.length, ...names]) }];
}

interface Identities {
  readonly ca: MadeCertificate;
  readonly otherCa: MadeCertificate;
  readonly server: MadeCertificate;
  readonly elsewhere: MadeCertificate;
  readonly expired: MadeCertificate;
  readonly early: MadeCertificate;
  readonly client: MadeCertificate;
  readonly stranger: MadeCertificate;
}

const makeAuthority = (subject: string) =>
  makeCertificate({ subject, issuer: subject, ca: {}, freshKey: true });

async function makeIdentities(): Promise<Identities> {
  const ca = await makeAuthority('CN=Hook CA');
  const otherCa = await makeAuthority('CN=Other CA');
  const here = alternativeNames('hook.internal', [127, 0, 0, 1]);
  const leaf = (subject: string, more = {}) =>
    makeCertificate({ subject, issuedBy: ca, freshKey: true, extensions: here, ...more });
  return {
    ca,
    otherCa,
    server: await leaf('CN=hook'),
    elsewhere: await leaf('CN=127.0.0.1', {
      extensions: alternativeNames('elsewhere.internal', [127, 0, 0, 2]),
    }),
    expired: await leaf('CN=hook', { notAfter: new Date(Date.now() - 60_000) }),
    early: await leaf('CN=hook', { notBefore: new Date(Date.now() + 86_400_000) }),
    client: await leaf('CN=proxy'),
    stranger: await leaf('CN=proxy', { issuedBy: otherCa }),
  };
}

const identity = ({ pem, privateKeyPem }: MadeCertificate) => ({ cert: pem, key: privateKeyPem });

const serve = (tls: TlsOptions) =>
  startContainer((call) => call.socket.write(replyTo(call, key)), { tls });

describe('lambdaProxyHandler over TLS', () => {
  let made: Identities;
  before(async () => {
    made = await makeIdentities();
  });
  afterEach(closeContainers);

  const to = (url: string, options: Partial<Parameters<typeof proxyTo>[0]> = {}) =>
    proxyTo({ url, keys: [key], ca: made.ca.pem, ...options });

  it('asks a container of its CA, and keeps the connection', async () => {
    const container = await serve(identity(made.server));
    const proxy = to(container.url);
    for (let index = 0; index < 12; index += 1) expect(await proxy.ask()).to.deep.equal(oslo);
    expect(container.connections).to.equal(1);
  });

  it('takes a CA as octets, or several', async () => {
    const { url } = await serve(identity(made.server));
    const ca = [made.otherCa.pem, Buffer.from(made.ca.pem)];
    expect(await to(url, { ca }).ask()).to.deep.equal(oslo);
    expect(await to(url, { ca: Buffer.from(made.ca.pem) }).ask()).to.deep.equal(oslo);
  });

  it('takes a certificate for another name that is said', async () => {
    const { url } = await serve(identity(made.elsewhere));
    expect(await to(url, { servername: 'elsewhere.internal' }).ask()).to.deep.equal(oslo);
  });

  const faults: readonly (readonly [
    string,
    string,
    () => TlsOptions,
    () => Partial<Parameters<typeof proxyTo>[0]>,
  ])[] = [
    [
      'of another CA',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      () => identity(made.server),
      () => ({ ca: made.otherCa.pem }),
    ],
    [
      'of a CA that only it knows',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      () => identity(made.server),
      () => ({ ca: undefined }) as object,
    ],
    [
      'for another address',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      () => identity(made.elsewhere),
      () => ({}),
    ],
    [
      'for another name than the one that is said',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      () => identity(made.server),
      () => ({ servername: 'elsewhere.internal' }),
    ],
    ['that has expired', 'CERT_HAS_EXPIRED', () => identity(made.expired), () => ({})],
    ['that is not valid yet', 'CERT_NOT_YET_VALID', () => identity(made.early), () => ({})],
    [
      'and an old version of TLS alone',
      'EPROTO',
      () => ({
        ...identity(made.server),
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
        ciphers: 'ALL@SECLEVEL=0',
      }),
      () => ({}),
    ],
  ];
  for (const [what, detail, tls, options] of faults) {
    it(`asks no container with a certificate ${what}, and tells it nothing`, async () => {
      const container = await serve(tls());
      const fields = await expectDenial(to(container.url, options()), 'PROXY_TLS_FAILED');
      expect(fields).to.include({ detail, attempts: 1 });
      expect(container.calls).to.be.empty;
    });
  }

  it('does so whatever the environment says', async () => {
    const { NODE_TLS_REJECT_UNAUTHORIZED: said } = process.env;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const { url } = await serve(identity(made.server));
      await expectDenial(to(url, { ca: made.otherCa.pem }), 'PROXY_TLS_FAILED');
    } finally {
      if (said === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = said;
    }
  });

  it('shows a certificate of its own', async () => {
    const container = await serve({
      ...identity(made.server),
      ca: made.ca.pem,
      requestCert: true,
      rejectUnauthorized: true,
    });
    expect(await to(container.url, identity(made.client)).ask()).to.deep.equal(oslo);
  });

  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    for (const which of ['none', 'stranger'] as const) {
      it(`is refused by a container that wants another certificate: ${which}, ${maxVersion}`, async () => {
        const container = await serve({
          ...identity(made.server),
          ca: made.ca.pem,
          requestCert: true,
          rejectUnauthorized: true,
          maxVersion,
        });
        const proxy = to(container.url, which === 'none' ? {} : identity(made.stranger));
        expect(await proxy.ask()).to.have.property('allowProvisioning', false);
        // Node's server closes without an alert where the certificate is a stranger's; that is not to be told from a crash.
        expect(proxy.last().code).to.be.oneOf(['PROXY_TLS_FAILED', 'PROXY_CONNECTION_LOST']);
        expect(container.calls).to.be.empty;
      });
    }
  }

  it('is not answered by a container that speaks no TLS', async () => {
    const { url } = await startContainer(() => undefined, {
      onConnection: (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
    });
    await expectDenial(to(url.replace('http:', 'https:')), 'PROXY_TLS_FAILED');
  });

  it('is not understood by a container that speaks TLS alone', async () => {
    const { url } = await serve(identity(made.server));
    const proxy = proxyTo({ url: url.replace('https:', 'http:'), keys: [key] });
    expect(await proxy.ask()).to.have.property('allowProvisioning', false);
    expect(proxy.last().code).to.be.oneOf(['PROXY_REPLY_NOT_HTTP', 'PROXY_CONNECTION_LOST']);
  });

  it('asks once more where a kept connection has ended', async () => {
    const container = await startContainer(
      (call) => {
        if (call.index === 1) call.socket.destroy();
        else call.socket.write(replyTo(call, key));
      },
      { tls: identity(made.server) },
    );
    const proxy = to(container.url);
    await proxy.ask();
    expect(await proxy.ask()).to.deep.equal(oslo);
    expect(proxy.last()).to.include({ attempts: 2 });
  });

  it('does not ask again after an octet of an answer', async () => {
    const container = await startContainer((call) => call.socket.end('H'), {
      tls: identity(made.server),
    });
    const fields = await expectDenial(to(container.url), 'PROXY_REPLY_BROKEN');
    expect(fields).to.include({ attempts: 1 });
  });
});
