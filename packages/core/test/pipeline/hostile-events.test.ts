import { deny, limits, permit, toResponse } from '@gangway/core';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { bench, step } from '../harness.js';

const good = anEvent({ serialNumber: 'SN-0001' });
const other = anEvent({ serialNumber: 'SN-0002' });
const reserved = ['__proto__', 'constructor', 'prototype', 'toString', 'AWS::Region', ''];

/**
 * Says for itself, field by field and without the parser's help, whether an event may come aboard: the policy is that
 * the serial is SN-0001, the template is first-fleet and
 * the certificate is the one that its id names.
 */
function mayComeAboard(input: unknown): boolean {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  const event = input as Record<string, unknown>;
  const isId = (value: unknown) =>
    typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) && value.length === 64;
  const isText = (value: unknown, longest: number): value is string =>
    typeof value === 'string' &&
    value.length <= longest &&
    value.isWellFormed() &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}]/u.test(value);
  const parameters = event.parameters;
  return (
    isId(event.certificateId) &&
    isId(event.claimCertificateId) &&
    event.templateArn === good.templateArn &&
    isText(event.clientId, 128) &&
    event.clientId !== '' &&
    event.certificatePem === good.certificatePem &&
    event.certificateId === good.certificateId &&
    typeof parameters === 'object' &&
    parameters !== null &&
    !Array.isArray(parameters) &&
    Object.keys(parameters).length <= limits.parameterCount &&
    Object.entries(parameters).every(
      ([name, value]) =>
        !reserved.includes(name) &&
        !name.startsWith('AWS::') &&
        !(name in {}) &&
        isText(name, 2_048) &&
        isText(value, 4_096),
    ) &&
    Object.hasOwn(parameters, 'SerialNumber') &&
    (parameters as Record<string, unknown>).SerialNumber === 'SN-0001'
  );
}

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary' }) },
  fc.constantFrom(
    'SN-0001',
    'SN-0001 ',
    'sn-0001',
    'SN-0001\0',
    '\u202eSN-0001',
    'SN-\u200b0001',
    '\ud800',
    'x'.repeat(4_097),
    '',
    ...reserved,
  ),
);
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withNullPrototype: true }),
  fc.string().map((text) => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }),
);
const arns = fc.oneof(
  { weight: 4, arbitrary: fc.constant(good.templateArn) },
  fc.constantFrom(
    good.templateArn.replace('123456789012', '999999999999'),
    good.templateArn.replace('us-east-1', 'eu-west-1'),
    good.templateArn.replace('arn:aws:', 'arn:aws-cn:'),
    `${good.templateArn}-evil`,
    `evil${good.templateArn}`,
    `${good.templateArn}/first-fleet`,
  ),
  anything,
);
const usually = <T>(value: T, odd: fc.Arbitrary<unknown>, weight = 12): fc.Arbitrary<unknown> =>
  fc.oneof({ weight, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: odd });
const parameters = fc.oneof(
  { weight: 4, arbitrary: fc.constant(good.parameters) },
  { weight: 2, arbitrary: fc.dictionary(nasty, nasty, { maxKeys: 5 }) },
  {
    weight: 2,
    arbitrary: fc
      .dictionary(fc.string({ maxLength: 8 }), fc.string(), { maxKeys: 4 })
      .map((more) => ({ ...more, SerialNumber: 'SN-0001' })),
  },
  fc.constant(JSON.parse('{"__proto__":"SN-0001","SerialNumber":"SN-0001"}')),
  fc.constant(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, 'v']))),
  anything,
);
const pems = fc.oneof(
  { weight: 8, arbitrary: fc.constant(good.certificatePem) },
  fc.constantFrom(
    other.certificatePem,
    good.certificatePem + other.certificatePem,
    `${good.certificatePem}-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n`,
    ` ${good.certificatePem}`,
    good.certificatePem.slice(0, -40),
    'A'.repeat(16_385),
  ),
  fc
    .tuple(fc.nat(good.certificatePem.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
    .map(
      ([at, letter]) =>
        good.certificatePem.slice(0, at) + letter + good.certificatePem.slice(at + 1),
    ),
  anything,
);
const events = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      certificateId: usually(good.certificateId, anything),
      claimCertificateId: usually(good.claimCertificateId, anything),
      certificatePem: pems,
      templateArn: arns,
      clientId: usually('client', nasty),
      parameters,
      more: anything,
    }),
  },
  anything,
);

describe('any event at all', () => {
  it('is decided, and allowed only if a reference predicate allows it (10,000 events)', async () => {
    const { decide } = bench({
      checks: [
        step('serial', (request) =>
          request.parameters.SerialNumber === 'SN-0001' ? permit() : deny('UNKNOWN', 'serial'),
        ),
        step('integrity', ({ certificate, certificateId }) =>
          certificate.fingerprint256 === certificateId ? permit() : deny('MIXED', 'certificate'),
        ),
        step('template', (request) =>
          request.template.arn === good.templateArn ? permit() : deny('TEMPLATE', 'template'),
        ),
      ],
    });
    let allowed = 0;
    await fc.assert(
      fc.asyncProperty(events, async (input) => {
        const decision = await decide(input);
        const { allowProvisioning } = toResponse(decision);
        if (allowProvisioning) allowed += 1;
        expect(allowProvisioning).to.equal(mayComeAboard(input));
        // Nobody outside can ring the alarm.
        expect(decision.outcome).to.not.equal('DENY_ERROR');
      }),
      { numRuns: 10_000 },
    );
    expect(allowed, 'the property must have something to allow').to.be.greaterThan(100);
  }).timeout(120_000);

  it('nested 200,000 deep is denied', async () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    for (const input of [
      deep,
      { ...good, parameters: deep },
      { ...good, parameters: { a: deep } },
    ]) {
      expect((await bench().decide(input)).outcome).to.equal('DENY_POLICY');
    }
  });
});
