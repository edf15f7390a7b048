import { certificateId, resource, type TemplateRow } from './row.js';

const at = '/Resources/it/Properties';
const given = { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' } };
const shown: TemplateRow['shown'] = ({ certificate }) => certificate;
const rowOf = (subject: string, properties: unknown, expected: string) =>
  resource(subject, { Type: 'AWS::IoT::Certificate', Properties: properties }, shown, expected);
const statusOf = (subject: string, status: unknown, expected: string) =>
  resource(
    subject,
    { Type: 'AWS::IoT::Certificate', Properties: { Status: status, ...given } },
    ({ certificate }) => certificate?.status,
    expected,
  );

export const certificateRows: readonly TemplateRow[] = [
  rowOf(
    'CertificateId',
    given,
    `{"certificateId":"${certificateId}","status":"ACTIVE","overrides":{}}`,
  ),
  rowOf('CertificateId, missing', { Status: 'ACTIVE' }, `PROPERTY_MISSING ${at}`),
  rowOf(
    'CertificateId, too short',
    { CertificateId: '7d' },
    `CERTIFICATE_ID_INVALID ${at}/CertificateId`,
  ),
  statusOf('Status', 'ACTIVE', '"ACTIVE"'),
  statusOf('Status', 'INACTIVE', '"INACTIVE"'),
  statusOf("Status, as in AWS's example", 'Active', '"ACTIVE"'),
  statusOf('Status, computed', { 'Fn::Join': ['', ['IN', 'ACTIVE']] }, '"INACTIVE"'),
  statusOf('Status, of no template', 'REVOKED', `STATUS_INVALID ${at}/Status`),
  statusOf('Status, a boolean', true, `TEXT_EXPECTED ${at}/Status`),
  rowOf(
    'CertificateSigningRequest',
    { CertificateSigningRequest: 'x' },
    `CERTIFICATE_SOURCE_UNSUPPORTED ${at}/CertificateSigningRequest`,
  ),
  rowOf(
    'CertificatePem',
    { CertificatePem: 'x', CACertificatePem: 'y' },
    `CERTIFICATE_SOURCE_UNSUPPORTED ${at}/CertificatePem, CERTIFICATE_SOURCE_UNSUPPORTED ${at}/CACertificatePem`,
  ),
];
