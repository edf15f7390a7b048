import type { TlsOptions } from 'node:tls';
import { type CertificateInput, type MadeCertificate, makeCertificate } from '@gangway/testing';
import { startContainer } from '../container.js';
import { newProxied } from '../proxied.js';
import { startRawServer } from '../raw-server.js';
import { relayTo } from './behaviour.js';
import { rowOf } from './between-them.js';
import type { Fault, FaultRow } from './fault.js';

// Subject alternative names (RFC 5280, section 4.2.1.6): the address 127.0.0.1, and the name "elsewhere".
const here = Buffer.from('300687047f000001', 'hex');
const elsewhere = Buffer.from('300b8209656c73657768657265', 'hex');

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
  makeCertificate({ subject: `CN=${name}`, freshKey: true, ca: {} });

/** A container behind TLS whose certificate does not prove that it is the one that the proxy was told of. */
export const tlsFaults: Fault = async ({ key }) => {
  const ca = await authority('Private CA');
  const stranger = await authority('Another CA');
  const notAfter = new Date(Date.now() - 86_400_000);
  const servers: Readonly<Record<string, TlsOptions | undefined>> = {
    'TLS as it should be, which must work': await certificate(ca, here),
    'TLS, of another CA': await certificate(stranger, here),
    'TLS, of another name': await certificate(ca, elsewhere),
    'TLS, expired': await certificate(ca, here, { notAfter }),
    'TLS, of no version that is safe': {
      ...(await certificate(ca, here)),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    },
    'TLS, and it speaks none': undefined,
  };
  const { server } = await startContainer([key]);
  try {
    return await Promise.all(
      Object.entries(servers).map(([name, tls]) => tryTls(name, tls, server.port, key, ca.pem)),
    );
  } finally {
    await server.close();
  }
};

async function tryTls(
  name: string,
  tls: TlsOptions | undefined,
  container: number,
  key: string,
  ca: string,
): Promise<FaultRow> {
  const server = await startRawServer(relayTo(container), tls === undefined ? {} : { tls });
  const proxied = newProxied({ url: `https://127.0.0.1:${server.port}`, keys: [key], ca });
  try {
    const asked = await proxied.ask();
    if (tls === undefined || asked.answer !== 'deny') return rowOf(name, asked, '', '');
    // The right certificate, where the wrong one was.
    return rowOf(name, asked, '', '');
  } finally {
    await server.close();
  }
}
