import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import type { CertificateReport } from './report.js';

/** A certificate as text for a terminal. */
export function renderCertificate(certificate: CertificateReport, paint: Paint): string {
  const { validity, signatureAlgorithm: signature } = certificate;
  const rows = [
    ['subject', certificate.subject.text],
    ['issuer', certificate.issuer.text],
    ['serial number', certificate.serialNumber],
    ['version', `${certificate.version}`],
    ['not before', validity.notBefore],
    ['not after', validity.notAfter],
    ['public key', renderKey(certificate.publicKey)],
    ['public key hash', certificate.publicKeyHash],
    ['signature', `${signature.name} (${signature.oid})`],
    ['certificate id', certificate.certificateId],
  ].map(([name = '', value = '']) => [paint.faint(name), printable(value)]);
  const extensions = certificate.extensions.map(({ oid, name, critical }) => [
    `  ${oid}`,
    name ?? 'unknown',
    critical ? paint.warn('critical') : '',
  ]);
  const lines = [
    paint.good('READ'),
    ...table(rows),
    paint.faint(extensions.length === 0 ? 'no extensions' : 'extensions'),
    ...table(extensions),
  ];
  return `${lines.join('\n')}\n`;
}

function renderKey({ kind, bits, exponent, curve, algorithm }: CertificateReport['publicKey']) {
  if (kind === 'RSA') return `RSA, ${bits} bits, exponent ${exponent}`;
  return [kind, curve ?? algorithm].filter((part) => part !== undefined).join(' ');
}

/** Why a certificate was not read, as text for a terminal. */
export function renderRefusal(
  refusal: {
    readonly code: string;
    readonly detail: string;
    readonly meaning: string;
    readonly remedy: string;
  },
  paint: Paint,
): string {
  const lines = [
    `${paint.bad('REFUSED')} ${paint.strong(refusal.code)}`,
    ...table([
      [paint.faint('detail'), printable(refusal.detail)],
      [paint.faint('meaning'), refusal.meaning],
      [paint.faint('remedy'), refusal.remedy],
    ]).map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}
