import type { PreProvisioningEvent } from '@gangway/core';
import { anEvent, defectiveCertificates, makeCertificate } from '@gangway/testing';

/** A row of the table: an event as JSON text, and the answer it must get everywhere. */
export interface EventRow {
  readonly name: string;
  readonly body: string;
  /** `ALLOW`, or the reason code. */
  readonly expected: string;
}

const arn = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';
const day = 86_400_000;

/** The events, for the example's hook: good, malformed and hostile ones. Certificates are made for this run. */
export async function eventRows(): Promise<readonly EventRow[]> {
  const good = anEvent({ serialNumber: 'SN-0001' });
  return [
    ...(await goodRows()),
    ...(await certificateRows()),
    ...defectRows(),
    ...malformedRows(good),
    ...textRows(good),
    ...deviceRows(),
    ...templateRows(),
  ];
}

const row = (name: string, expected: string, event: unknown): EventRow => ({
  name,
  expected,
  body: typeof event === 'string' ? event : JSON.stringify(event),
});

async function goodRows(): Promise<readonly EventRow[]> {
  const keys = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384'] as const;
  const byKey = await Promise.all(
    keys.map(async (key) => {
      const certificate = await makeCertificate({ key });
      return row(`a ${key} key`, 'ALLOW', anEvent({ serialNumber: 'SN-0001', certificate }));
    }),
  );
  const good = anEvent({ serialNumber: 'SN-0002' });
  const { SerialNumber } = good.parameters;
  return [
    ...byKey,
    row('a field that AWS may add', 'ALLOW', { ...good, newField: { deep: [1] } }),
    row('other parameters beside the serial', 'ALLOW', {
      ...good,
      parameters: { SerialNumber, Colour: 'größe 中文' },
    }),
    row('a parameter that is overridden', 'ALLOW', {
      ...good,
      parameters: { SerialNumber, Site: 'Rome' },
    }),
    row('100 parameters', 'ALLOW', {
      ...good,
      parameters: {
        SerialNumber,
        ...Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`p${index}`, 'v'])),
      },
    }),
    row('a clientId of 128 characters', 'ALLOW', { ...good, clientId: 'c'.repeat(128) }),
    row(
      'doubled keys, of which JSON keeps the last',
      'ALLOW',
      JSON.stringify(good).replace('{', '{"clientId":7,'),
    ),
    row('white space around', 'ALLOW', ` \n${JSON.stringify(good, undefined, 2)}\t\n`),
  ];
}

async function certificateRows(): Promise<readonly EventRow[]> {
  const from = async (
    name: string,
    expected: string,
    input: Parameters<typeof makeCertificate>[0],
  ) => row(name, expected, anEvent({ certificate: await makeCertificate(input) }));
  const now = Date.now();
  const good = anEvent();
  const other = anEvent();
  const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n';
  return [
    await from('an RSA key of 1024 bits', 'CERTIFICATE_KEY_NOT_ALLOWED', { key: 'rsa-1024' }),
    await from('a P-521 key', 'CERTIFICATE_KEY_NOT_ALLOWED', { key: 'p-521' }),
    await from('an Ed25519 key', 'CERTIFICATE_KEY_NOT_ALLOWED', {
      key: 'ed25519',
      issuedBy: await makeCertificate({ key: 'p-256' }),
    }),
    await from('a secp256k1 key', 'CERTIFICATE_KEY_NOT_ALLOWED', {
      key: 'secp256k1',
      issuedBy: await makeCertificate({ key: 'p-256' }),
    }),
    await from('a SHA-1 signature', 'CERTIFICATE_SIGNATURE_ALGORITHM_NOT_ALLOWED', {
      hash: 'SHA-1',
    }),
    await from('an expired certificate', 'CERTIFICATE_EXPIRED', { notAfter: new Date(now - day) }),
    await from('a certificate of the future', 'CERTIFICATE_NOT_YET_VALID', {
      notBefore: new Date(now + day),
    }),
    row('the id of another certificate', 'CERTIFICATE_ID_MISMATCH', {
      ...good,
      certificateId: other.certificateId,
    }),
    row('the claim certificate as device certificate', 'CLAIM_CERTIFICATE_REUSED', {
      ...good,
      claimCertificateId: good.certificateId,
    }),
    row('two PEM blocks', 'PEM_NOT_ONE_BLOCK', {
      ...good,
      certificatePem: good.certificatePem + other.certificatePem,
    }),
    row('a private key beside the certificate', 'PEM_NOT_ONE_BLOCK', {
      ...good,
      certificatePem: good.certificatePem + key,
    }),
    row('text before the PEM block', 'PEM_NOT_ONE_BLOCK', {
      ...good,
      certificatePem: `subject=CN\n${good.certificatePem}`,
    }),
    row('an empty PEM', 'PEM_NOT_ONE_BLOCK', { ...good, certificatePem: '' }),
    row('a PEM of a megabyte', 'BODY_TOO_LARGE_OVER_HTTP', {
      ...good,
      certificatePem: 'A'.repeat(1_000_000),
    }),
    row('a PEM over its limit', 'PEM_TOO_LARGE', { ...good, certificatePem: 'A'.repeat(16_385) }),
  ];
}

const defectRows = (): readonly EventRow[] =>
  defectiveCertificates().map(({ name, pem, expectedCode }) =>
    row(`certificate with ${name}`, expectedCode, { ...anEvent(), certificatePem: pem }),
  );

function malformedRows(good: PreProvisioningEvent): readonly EventRow[] {
  const proto = JSON.stringify(good).replace('"SerialNumber"', '"__proto__"');
  const { SerialNumber } = good.parameters;
  return [
    row('null', 'EVENT_NOT_OBJECT', null),
    row('true', 'EVENT_NOT_OBJECT', true),
    row('a number', 'EVENT_NOT_OBJECT', 42),
    row('a string', 'EVENT_NOT_OBJECT', '"allow"'),
    row('an array', 'EVENT_NOT_OBJECT', [good]),
    row('an empty object', 'CERTIFICATE_ID_INVALID', {}),
    row(
      'arrays nested 20,000 deep',
      'EVENT_NOT_OBJECT',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    ),
    row('an answer instead of a question', 'CERTIFICATE_ID_INVALID', { allowProvisioning: true }),
    row('a certificateId in capitals', 'CERTIFICATE_ID_INVALID', {
      ...good,
      certificateId: good.certificateId.toUpperCase(),
    }),
    row('no claimCertificateId', 'CLAIM_CERTIFICATE_ID_INVALID', {
      ...good,
      claimCertificateId: undefined,
    }),
    row('no certificate', 'PEM_MISSING', { ...good, certificatePem: undefined }),
    row('no clientId', 'CLIENT_ID_INVALID', { ...good, clientId: undefined }),
    row('a clientId of 129 characters', 'CLIENT_ID_INVALID', {
      ...good,
      clientId: 'c'.repeat(129),
    }),
    row('null as parameters', 'PARAMETERS_INVALID', { ...good, parameters: null }),
    row('an array as parameters', 'PARAMETERS_INVALID', { ...good, parameters: ['SN-0001'] }),
    row('1,000 parameters', 'PARAMETERS_TOO_MANY', {
      ...good,
      parameters: Object.fromEntries(
        Array.from({ length: 1_000 }, (_, index) => [`p${index}`, 'v']),
      ),
    }),
    row('__proto__ as a parameter', 'PARAMETER_NAME_RESERVED', proto),
    row('constructor as a parameter', 'PARAMETER_NAME_RESERVED', {
      ...good,
      parameters: { SerialNumber, constructor: 'x' },
    }),
    row("a parameter of AWS IoT's own", 'PARAMETER_NAME_RESERVED', {
      ...good,
      parameters: { SerialNumber, 'AWS::IoT::Certificate::Id': 'x' },
    }),
    row('a number as serial', 'PARAMETER_VALUE_INVALID', {
      ...good,
      parameters: { SerialNumber: 1 },
    }),
    row('an array as serial', 'PARAMETER_VALUE_INVALID', {
      ...good,
      parameters: { SerialNumber: ['SN-0001'] },
    }),
    row('a value over its limit', 'PARAMETER_VALUE_INVALID', {
      ...good,
      parameters: { SerialNumber: 'S'.repeat(4_097) },
    }),
  ];
}

function textRows(good: PreProvisioningEvent): readonly EventRow[] {
  const serial = (SerialNumber: string) => ({ ...good, parameters: { SerialNumber } });
  return [
    row('NUL in the serial', 'TEXT_CONTROL_CHARACTER', serial('SN-0001\0')),
    row('a line break in the serial', 'TEXT_CONTROL_CHARACTER', serial('SN-0001\n')),
    row('a zero-width space in the serial', 'TEXT_INVISIBLE_CHARACTER', serial('SN-\u200b0001')),
    row(
      'a right-to-left override in the serial',
      'TEXT_INVISIBLE_CHARACTER',
      serial('\u202e1000-NS'),
    ),
    row(
      'half a surrogate pair in the serial',
      'TEXT_LONE_SURROGATE',
      `${JSON.stringify(serial('SN')).replace('"SN"', '"\\ud800"')}`,
    ),
    row('a control character in the clientId', 'TEXT_CONTROL_CHARACTER', {
      ...good,
      clientId: 'a\u0007',
    }),
  ];
}

function deviceRows(): readonly EventRow[] {
  const withSerial = (name: string, expected: string, serialNumber: string) =>
    row(name, expected, anEvent({ serialNumber, clientId: 'device' }));
  const { parameters: _, ...bare } = anEvent();
  return [
    withSerial('a stranger', 'DEVICE_UNKNOWN', 'SN-6666'),
    withSerial('part of a serial', 'DEVICE_UNKNOWN', 'SN-000'),
    withSerial('a serial and more', 'DEVICE_UNKNOWN', 'SN-00011'),
    withSerial('a serial in small letters', 'DEVICE_UNKNOWN', 'sn-0001'),
    withSerial('a serial in full-width digits', 'DEVICE_UNKNOWN', 'SN-０００１'),
    withSerial('a serial with a space behind', 'DEVICE_UNKNOWN', 'SN-0001 '),
    withSerial('the heading of the list', 'DEVICE_UNKNOWN', 'serialNumber'),
    withSerial('a pattern', 'DEVICE_UNKNOWN', '.*'),
    withSerial('an empty serial', 'SERIAL_NUMBER_MISSING', ''),
    row('no serial', 'SERIAL_NUMBER_MISSING', { ...bare, parameters: {} }),
    row('no parameters', 'SERIAL_NUMBER_MISSING', bare),
  ];
}

function templateRows(): readonly EventRow[] {
  const from = (name: string, templateArn: string, expected = 'TEMPLATE_NOT_ALLOWED') =>
    row(name, expected, anEvent({ templateArn }));
  return [
    from('another account', arn.replace('123456789012', '210987654321')),
    from('another region', arn.replace('us-east-1', 'eu-north-1')),
    from('another partition', arn.replace('arn:aws:', 'arn:aws-cn:')),
    from('another template', arn.replace('first-fleet', 'second-fleet')),
    from('a template with a suffix', `${arn}-2`),
    from('a template in other case', arn.replace('first-fleet', 'First-Fleet')),
    from('an ARN with a path behind', `${arn}/x`, 'TEMPLATE_ARN_INVALID'),
    from('an ARN with text before', `x${arn}`, 'TEMPLATE_ARN_INVALID'),
    from('an ARN of a thing', arn.replace('provisioningtemplate', 'thing'), 'TEMPLATE_ARN_INVALID'),
    from('no ARN', '', 'TEMPLATE_ARN_INVALID'),
  ];
}
