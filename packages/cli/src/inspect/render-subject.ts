import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import { extensionText } from './extension-text.js';
import type { CertificateReport, SigningRequestReport, SubjectReport } from './report.js';

/** A certificate as lines for a terminal. */
export function renderCertificate(certificate: CertificateReport, paint: Paint): readonly string[] {
  const { validity, signatureAlgorithm: signature } = certificate;
  return renderSubject(
    'certificate',
    [
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
    ],
    certificate,
    paint,
  );
}

/** A signing request as lines for a terminal. */
export function renderSigningRequest(
  request: SigningRequestReport,
  paint: Paint,
): readonly string[] {
  const { signatureAlgorithm: signature } = request;
  return renderSubject(
    'signing request',
    [
      ['subject', request.subject.text],
      ['public key', renderKey(request.publicKey)],
      ['public key hash', request.publicKeyHash],
      ['signature', `${signature.name} (${signature.oid}), of its own key`],
      ['attributes', request.attributes.join(', ') || 'none'],
    ],
    request,
    paint,
  );
}

function renderSubject(
  what: string,
  rows: readonly (readonly [name: string, value: string])[],
  { extensions }: SubjectReport,
  paint: Paint,
): readonly string[] {
  const extensionRows = extensions.map((extension) => [
    `  ${extension.oid}`,
    extension.name ?? 'unknown',
    extension.critical ? paint.warn('critical') : '',
    printable(extensionText(extension)),
  ]);
  return [
    `${paint.good('READ')} ${what}`,
    ...table(rows.map(([name, value]) => [paint.faint(name), printable(value)])),
    paint.faint(extensions.length === 0 ? 'no extensions' : 'extensions'),
    ...table(extensionRows),
  ];
}

function renderKey({ kind, bits, exponent, curve, algorithm }: SubjectReport['publicKey']): string {
  if (kind === 'RSA') return `RSA, ${bits} bits, exponent ${exponent}`;
  return [kind, curve ?? algorithm].filter((part) => part !== undefined).join(' ');
}
