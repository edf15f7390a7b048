import type { TlsOptions } from 'node:tls';
import { type CertificateInput, type MadeCertificate, makeCertificate } from '@gangway/testing';
import { startContainer } from '../container.js';
import { newProxied, right } from '../proxied.js';
import { type Behaviour, startRawServer } from '../raw-server.js';
import { relayTo } from './behaviour.js';
import { type Fault, type Tried, tried } from './fault.js';

// Subject alternative names (RFC 5280, section 4.2.1.6): the address 127.0.0.1, and the name "elsewhere".
const here = Buffer.from('300687047f000001', 'hex');
const elsewhere = Buffer.from('300b8209656c73657768657265', 'hex');

// RFC 8996: TLS 1.0 and 1.1 are not to be used.
const broken = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1.1',
  ciphers: 'DEFAULT@SECLEVEL=0',
} satisfies TlsOptions;

interface TlsCase {
  readonly fault: string;
  readonly wanted: string;
  /** Of the server; absent where it speaks none. */
  readonly tls: TlsOptions | undefined;
}

const certificate = async (
  issuedBy: MadeCertificate,
  names: Buffer,
  more: CertificateInput = {},
): Promise<TlsOptions> => {
  const { pem, privateKeyPem } = await makeCertificate({
    subject: 'CN=container',
    freshKey: true,
    issuedBy,
    extensions: [{ oid: '2.5.29.17', value: names }],
    ...more,
  });
  return { cert: pem, key: privateKeyPem };
};

const authority = (name: string) =>
  makeCertificate({ subject: `CN=${name}`, issuer: `CN=${name}`, freshKey: true, ca: {} });

/** A container behind TLS whose certificate does not prove that it is the one that the proxy was told of. */
export const tlsFaults: Fault = async ({ key }) => {
  const ca = await authority('Private CA');
  const stranger = await authority('Another CA');
  const notAfter = new Date(Date.now() - 86_400_000);
  const own = await certificate(ca, here);
  const cases: readonly TlsCase[] = [
    { fault: 'TLS as it should be', wanted: right, tls: own },
    {
      fault: 'TLS, of another CA',
      wanted: 'PROXY_TLS_FAILED',
      tls: await certificate(stranger, here),
    },
    {
      fault: 'TLS, of another name',
      wanted: 'PROXY_TLS_FAILED',
      tls: await certificate(ca, elsewhere),
    },
    {
      fault: 'TLS, expired',
      wanted: 'PROXY_TLS_FAILED',
      tls: await certificate(ca, here, { notAfter }),
    },
    {
      fault: 'TLS, of a version that is broken',
      wanted: 'PROXY_TLS_FAILED',
      tls: { ...own, ...broken },
    },
    { fault: 'TLS, and it speaks none', wanted: 'PROXY_CONNECT_TIMEOUT', tls: undefined },
  ];
  const { server } = await startContainer([key]);
  try {
    const relay = relayTo(server.port);
    return await Promise.all(cases.map((one) => tryTls(one, relay, key, ca.pem)));
  } finally {
    await server.close();
  }
};

async function tryTls(
  { fault, wanted, tls }: TlsCase,
  relay: Behaviour,
  key: string,
  ca: string,
): Promise<Tried> {
  const server = await startRawServer(relay, tls === undefined ? {} : { tls });
  const proxied = newProxied({ url: `https://127.0.0.1:${server.port}`, keys: [key], ca });
  try {
    const asked = await proxied.ask();
    // A certificate does not become another under way.
    return tried({ fault, wanted, asked, next: '' });
  } finally {
    await server.close();
  }
}
