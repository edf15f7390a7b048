import { expect } from 'chai';
import * as reading from '#core/domain/event-fields.js';
import * as parsing from '#core/domain/parse-event.js';
import { event } from '../harness.js';

const none = new Set<string>();
const parseEvent = (input: unknown, protectedNames: ReadonlySet<string>) => {
  const fields = reading.readFields(input);
  return fields.kind === 'refused' ? fields : parsing.parseEvent(fields, protectedNames);
};
const subjectOf = (input: unknown) => {
  const fields = reading.readFields(input);
  return fields.kind === 'refused' ? {} : reading.subjectOf(fields);
};
const refusalOf = (input: unknown, protectedNames = none) => {
  const parsed = parseEvent(input, protectedNames);
  return parsed.kind === 'refused' ? parsed.code : 'EVENT';
};
const detailOf = (input: unknown) => {
  const parsed = parseEvent(input, none);
  return parsed.kind === 'refused' ? parsed.detail : '';
};
const withParameters = (parameters: unknown) => ({ ...event, parameters });

describe('parseEvent', () => {
  it('takes the event that AWS IoT sends', () => {
    const parsed = parseEvent(event, none);
    expect(parsed).to.deep.include({
      kind: 'event',
      certificateId: event.certificateId,
      claimCertificateId: event.claimCertificateId,
      certificatePem: event.certificatePem,
      clientId: event.clientId,
    });
    expect(parsed.kind === 'event' && { ...parsed.parameters }).to.deep.equal(event.parameters);
    expect(parsed.kind === 'event' && parsed.template.name).to.equal('first-fleet');
  });

  it('leaves unknown fields out', () => {
    expect(parseEvent({ ...event, newField: 1 }, none)).to.not.have.property('newField');
  });

  it('takes absent parameters for none', () => {
    const { parameters: _, ...bare } = event;
    const parsed = parseEvent(bare, none);
    expect(parsed.kind === 'event' && Object.keys(parsed.parameters)).to.deep.equal([]);
    expect(parsed.kind === 'event' && parsed.parameters).to.be.frozen;
  });

  it('gives parameters without a prototype', () => {
    const parsed = parseEvent(event, none);
    expect(parsed.kind === 'event' && Object.getPrototypeOf(parsed.parameters)).to.equal(null);
    expect(parsed.kind === 'event' && parsed.parameters).to.be.frozen;
    expect(parsed.kind === 'event' && 'toString' in parsed.parameters).to.equal(false);
  });

  const faults: readonly (readonly [string, unknown, string, string?])[] = [
    ['undefined', undefined, 'EVENT_NOT_OBJECT', 'the event is absent'],
    ['null', null, 'EVENT_NOT_OBJECT', 'the event is null'],
    ['a number', 7, 'EVENT_NOT_OBJECT', 'the event is of type number'],
    ['a string', 'event', 'EVENT_NOT_OBJECT', 'the event is a string of 5 characters'],
    ['an array', [event], 'EVENT_NOT_OBJECT', 'the event is an array'],
    ['an empty object', {}, 'CERTIFICATE_ID_INVALID', 'certificateId is absent'],
    [
      'a certificateId that only turns into one',
      { ...event, certificateId: { length: 64, toString: () => 'a'.repeat(64) } },
      'CERTIFICATE_ID_INVALID',
      'certificateId is of type object',
    ],
    [
      'a certificateId in capitals',
      { ...event, certificateId: 'A'.repeat(64) },
      'CERTIFICATE_ID_INVALID',
    ],
    [
      'a certificateId of 63 digits',
      { ...event, certificateId: 'a'.repeat(63) },
      'CERTIFICATE_ID_INVALID',
    ],
    [
      'a certificateId of 65 digits',
      { ...event, certificateId: 'a'.repeat(65) },
      'CERTIFICATE_ID_INVALID',
    ],
    [
      'a certificateId with a line break',
      { ...event, certificateId: `${'a'.repeat(63)}\n` },
      'CERTIFICATE_ID_INVALID',
    ],
    [
      'a number as certificateId',
      { ...event, certificateId: 1 },
      'CERTIFICATE_ID_INVALID',
      'certificateId is of type number',
    ],
    [
      'no claimCertificateId',
      { ...event, claimCertificateId: undefined },
      'CLAIM_CERTIFICATE_ID_INVALID',
      'claimCertificateId is absent',
    ],
    [
      'a claimCertificateId that is no id',
      { ...event, claimCertificateId: 'g'.repeat(64) },
      'CLAIM_CERTIFICATE_ID_INVALID',
      'claimCertificateId is a string of 64 characters',
    ],
    [
      'no template ARN',
      { ...event, templateArn: undefined },
      'TEMPLATE_ARN_INVALID',
      'templateArn is absent',
    ],
    [
      'an ARN of something else',
      { ...event, templateArn: 'arn:aws:iot:us-east-1:123456789012:thing/x' },
      'TEMPLATE_ARN_INVALID',
    ],
    ['no clientId', { ...event, clientId: undefined }, 'CLIENT_ID_INVALID', 'clientId is absent'],
    [
      'an empty clientId',
      { ...event, clientId: '' },
      'CLIENT_ID_INVALID',
      'clientId is a string of 0 characters',
    ],
    ['a clientId of 129 characters', { ...event, clientId: 'c'.repeat(129) }, 'CLIENT_ID_INVALID'],
    [
      'a clientId with NUL',
      { ...event, clientId: 'a\0b' },
      'TEXT_CONTROL_CHARACTER',
      'in clientId',
    ],
    [
      'a clientId with a zero-width space',
      { ...event, clientId: 'a\u200bb' },
      'TEXT_INVISIBLE_CHARACTER',
      'in clientId',
    ],
    [
      'no certificate',
      { ...event, certificatePem: undefined },
      'PEM_MISSING',
      'certificatePem is absent',
    ],
    [
      'a certificate of bytes',
      { ...event, certificatePem: [45, 45] },
      'PEM_MISSING',
      'certificatePem is an array',
    ],
    [
      'a certificate of a megabyte',
      { ...event, certificatePem: 'A'.repeat(1_000_000) },
      'PEM_TOO_LARGE',
      'certificatePem is a string of 1000000 characters',
    ],
    [
      'a certificate of 16,385 characters',
      { ...event, certificatePem: 'A'.repeat(16_385) },
      'PEM_TOO_LARGE',
    ],
    ['null as parameters', withParameters(null), 'PARAMETERS_INVALID', 'parameters is null'],
    [
      'an array as parameters',
      withParameters(['a']),
      'PARAMETERS_INVALID',
      'parameters is an array',
    ],
    [
      'a string as parameters',
      withParameters('a'),
      'PARAMETERS_INVALID',
      'parameters is a string of 1 characters',
    ],
    [
      '10,000 parameters',
      withParameters(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`p${i}`, 'v']))),
      'PARAMETERS_TOO_MANY',
      '10000 parameters',
    ],
    [
      'an empty name',
      withParameters({ '': 'v' }),
      'PARAMETER_NAME_INVALID',
      'the name of parameter 1 of 1',
    ],
    [
      'a name of 2,049 characters',
      withParameters({ ['n'.repeat(2_049)]: 'v' }),
      'PARAMETER_NAME_INVALID',
    ],
    [
      '__proto__ as a name',
      JSON.parse(JSON.stringify(event).replace('"SerialNumber"', '"__proto__"')),
      'PARAMETER_NAME_RESERVED',
    ],
    [
      'constructor as a name',
      withParameters({ a: 'b', constructor: 'v' }),
      'PARAMETER_NAME_RESERVED',
      'the name of parameter 2 of 2',
    ],
    ['prototype as a name', withParameters({ prototype: 'v' }), 'PARAMETER_NAME_RESERVED'],
    ['toString as a name', withParameters({ toString: 'v' }), 'PARAMETER_NAME_RESERVED'],
    [
      'a name of AWS',
      withParameters({ 'AWS::IoT::Certificate::Id': 'v' }),
      'PARAMETER_NAME_RESERVED',
    ],
    ['a name with NUL', withParameters({ 'a\0': 'v' }), 'TEXT_CONTROL_CHARACTER'],
    [
      'a name with a zero-width joiner',
      withParameters({ 'a\u200d': 'v' }),
      'TEXT_INVISIBLE_CHARACTER',
    ],
    [
      'a number as value',
      withParameters({ a: 1 }),
      'PARAMETER_VALUE_INVALID',
      'the value of parameter 1 of 1 is of type number',
    ],
    ['null as value', withParameters({ a: null }), 'PARAMETER_VALUE_INVALID'],
    ['an object as value', withParameters({ a: {} }), 'PARAMETER_VALUE_INVALID'],
    [
      'a value of 4,097 characters',
      withParameters({ a: 'v'.repeat(4_097) }),
      'PARAMETER_VALUE_INVALID',
    ],
    [
      'a value with a line break',
      withParameters({ a: 'b\nc' }),
      'TEXT_CONTROL_CHARACTER',
      'in the value of parameter 1 of 1',
    ],
    [
      'a value with a right-to-left override',
      withParameters({ a: '\u202etxt' }),
      'TEXT_INVISIBLE_CHARACTER',
    ],
    ['a value with half a surrogate pair', withParameters({ a: '\ud800' }), 'TEXT_LONE_SURROGATE'],
  ];
  for (const [what, input, code, detail] of faults) {
    it(`refuses ${what} with ${code}`, () => {
      expect(refusalOf(input)).to.equal(code);
      if (detail !== undefined) expect(detailOf(input)).to.equal(detail);
    });
  }

  it('quotes nothing that a device sent', () => {
    for (const [, input] of faults) {
      expect(detailOf(input)).to.match(/^[ -~]{0,80}$/);
    }
  });

  const accepted: readonly (readonly [string, unknown])[] = [
    [
      '100 parameters',
      withParameters(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, 'v']))),
    ],
    ['a name of 2,048 characters', withParameters({ ['n'.repeat(2_048)]: 'v' })],
    ['a value of 4,096 characters', withParameters({ a: 'v'.repeat(4_096) })],
    ['an empty value', withParameters({ a: '' })],
    ['letters of other scripts', withParameters({ größe: '中文 عربى עברית' })],
    ['a name that only ends like one of AWS', withParameters({ 'MyAWS::': 'v' })],
    ['a clientId of 128 characters', { ...event, clientId: 'c'.repeat(128) }],
    ['a PEM of 16,384 characters', { ...event, certificatePem: 'A'.repeat(16_384) }],
    ['an object without prototype', Object.assign(Object.create(null), event)],
  ];
  for (const [what, input] of accepted) {
    it(`takes ${what}`, () => expect(refusalOf(input)).to.equal('EVENT'));
  }

  it('refuses a parameter that only the hook may set', () => {
    const site = new Set(['Site']);
    expect(refusalOf(withParameters({ Site: 'Oslo' }), site)).to.equal('PARAMETER_PROTECTED');
    expect(refusalOf(withParameters({ site: 'Oslo' }), site)).to.equal('EVENT');
  });
});

describe('readFields', () => {
  it('reads each field once, and no other', () => {
    const read: string[] = [];
    const watched = new Proxy(event, {
      get(target, name) {
        read.push(String(name));
        return Reflect.get(target, name);
      },
    });
    expect(reading.readFields(watched)).to.deep.equal({ kind: 'fields', ...event });
    expect(read).to.deep.equal([
      'claimCertificateId',
      'certificateId',
      'certificatePem',
      'templateArn',
      'clientId',
      'parameters',
    ]);
  });

  it('takes nothing that the event inherits', () => {
    const inherited: object = Object.create(event);
    expect(reading.readFields(inherited)).to.deep.equal({ kind: 'fields' });
  });

  it('refuses an event that cannot be read', () => {
    const trap = {
      get clientId(): string {
        throw new Error('trap');
      },
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const hostile of [trap, proxy]) {
      expect(reading.readFields(hostile)).to.deep.equal({
        kind: 'refused',
        code: 'EVENT_NOT_OBJECT',
        detail: 'reading the event failed',
      });
    }
  });
});

describe('subjectOf', () => {
  it('gives the identifiers that are what they should be, and no others', () => {
    const { certificateId, claimCertificateId, clientId, templateArn } = event;
    const all = { certificateId, claimCertificateId, clientId, templateArn };
    expect(subjectOf(event)).to.deep.equal(all);
    expect(subjectOf({ ...event, clientId: 'a\nb' })).to.not.have.property('clientId');
    expect(subjectOf({ ...event, clientId: 'c'.repeat(129) })).to.not.have.property('clientId');
    expect(subjectOf({ ...event, clientId: 'c'.repeat(128) })).to.have.property('clientId');
    expect(subjectOf({ ...event, clientId: 5 })).to.not.have.property('clientId');
    expect(subjectOf({ ...event, certificateId: 'x' })).to.not.have.property('certificateId');
    expect(subjectOf({ ...event, claimCertificateId: 1 })).to.not.have.property(
      'claimCertificateId',
    );
    expect(subjectOf({ ...event, templateArn: 'arn:aws' })).to.not.have.property('templateArn');
    expect(subjectOf({ ...event, templateArn: 5 })).to.not.have.property('templateArn');
    expect(subjectOf({ ...event, clientId: '' })).to.not.have.property('clientId');
    for (const nothing of [null, undefined, 1, 'x', []])
      expect(subjectOf(nothing)).to.deep.equal({});
  });
});
