import { readTemplate, templateSchema } from '@gangway/template';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import fc from 'fast-check';
import { type SampleTemplate, sampleTemplate } from '../sample-template.js';
import { bentTemplates, templates } from '../template-arbitrary.js';

const ajv = new Ajv({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  strictTuples: false,
});
const fits = ajv.compile(templateSchema);

const reads = (json: unknown) => readTemplate(JSON.stringify(json)).kind === 'template';

const faults: readonly (readonly [what: string, bend: (template: SampleTemplate) => unknown])[] = [
  ['an unknown section', (template) => Reflect.set(template, 'Outputs', {})],
  ['no resources', (template) => Reflect.deleteProperty(template, 'Resources')],
  ['resources in a list', (template) => Reflect.set(template, 'Resources', [])],
  [
    'a parameter of another type',
    ({ Parameters }) => Reflect.set(Parameters, 'N', { Type: 'Number' }),
  ],
  ['a parameter without a type', ({ Parameters }) => Reflect.set(Parameters, 'N', {})],
  [
    'a default that is no text',
    ({ Parameters }) => Reflect.set(Parameters, 'N', { Type: 'String', Default: 1 }),
  ],
  [
    'a misspelt member of a parameter',
    ({ Parameters }) => Reflect.set(Parameters, 'N', { Type: 'String', Defualt: '' }),
  ],
  ['a map of one level', ({ Mappings }) => Reflect.set(Mappings, 'M', { a: 'b' })],
  ['a map of three levels', ({ Mappings }) => Reflect.set(Mappings, 'M', { a: { b: { c: 'd' } } })],
  [
    'an unknown resource',
    ({ Resources }) => Reflect.set(Resources, 'x', { Type: 'AWS::IoT::Rule', Properties: {} }),
  ],
  [
    'a resource without properties',
    ({ Resources }) => Reflect.deleteProperty(Resources.thing, 'Properties'),
  ],
  [
    'a resource with something else',
    ({ Resources }) => Reflect.set(Resources.thing, 'DependsOn', 'x'),
  ],
  [
    'a thing without a name',
    ({ Resources }) => Reflect.deleteProperty(Resources.thing.Properties, 'ThingName'),
  ],
  [
    'a misspelt property',
    ({ Resources }) => Reflect.set(Resources.thing.Properties, 'ThingType', 'x'),
  ],
  [
    'groups that are no list',
    ({ Resources }) => Reflect.set(Resources.thing.Properties, 'ThingGroups', 'x'),
  ],
  [
    'a number as an attribute',
    ({ Resources }) => Reflect.set(Resources.thing.Properties, 'AttributePayload', { a: 1 }),
  ],
  [
    'a blank in the name of an attribute',
    ({ Resources }) => Reflect.set(Resources.thing.Properties, 'AttributePayload', { 'a b': '' }),
  ],
  [
    'a certificate by its request',
    ({ Resources }) =>
      Reflect.set(Resources.certificate.Properties, 'CertificateSigningRequest', 'x'),
  ],
  [
    'a certificate by its PEM',
    ({ Resources }) => Reflect.set(Resources.certificate.Properties, 'CertificatePem', 'x'),
  ],
  [
    'a certificate without an id',
    ({ Resources }) => Reflect.deleteProperty(Resources.certificate.Properties, 'CertificateId'),
  ],
  [
    'a policy of both kinds',
    ({ Resources }) => Reflect.set(Resources.policy.Properties, 'PolicyDocument', {}),
  ],
  [
    'a policy of neither kind',
    ({ Resources }) => Reflect.deleteProperty(Resources.policy.Properties, 'PolicyName'),
  ],
  [
    'a merged type',
    ({ Resources }) => Reflect.set(Resources.thing, 'OverrideSettings', { ThingTypeName: 'MERGE' }),
  ],
  [
    'an unknown override',
    ({ Resources }) => Reflect.set(Resources.thing, 'OverrideSettings', { ThingGroups: 'KEEP' }),
  ],
  [
    'an override of a policy',
    ({ Resources }) => Reflect.set(Resources.policy, 'OverrideSettings', { PolicyName: 'FAIL' }),
  ],
  ...(
    [
      ['an unknown function', { 'Fn::GetAtt': ['a', 'b'] }],
      ['a function with one colon', { 'Fn:Join': ['', []] }],
      ['a function beside another', { Ref: 'Site', 'Fn::Sub': 'x' }],
      ['no function', {}],
      ['a list for a text', ['a']],
      ['a list function for a text', { 'Fn::Split': [',', 'a'] }],
      ['a join without its list', { 'Fn::Join': ['-'] }],
      ['a join of a text', { 'Fn::Join': ['-', 'a'] }],
      ['a select of less than nothing', { 'Fn::Select': [-1, ['a']] }],
      ['a lookup with two names', { 'Fn::FindInMap': ['a', 'b'] }],
      ['a split at nothing', { 'Fn::Join': ['', { 'Fn::Split': ['', 'a'] }] }],
      ['a substitution in a number', { 'Fn::Sub': 1 }],
      ['a deep configuration', { a: 'b' }],
    ] as const
  ).map(
    ([what, value]) =>
      [
        what,
        ({ DeviceConfiguration }: SampleTemplate) => Reflect.set(DeviceConfiguration, 'x', value),
      ] as const,
  ),
];

describe('templateSchema', () => {
  it('takes a template that is well formed', () => {
    expect(fits(sampleTemplate()), JSON.stringify(fits.errors)).to.be.true;
  });

  for (const [what, bend] of faults) {
    it(`does not take ${what}, as readTemplate does not`, () => {
      const template = sampleTemplate();
      bend(template);
      expect(reads(template)).to.be.false;
      expect(fits(template)).to.be.false;
    });
  }

  it('takes whatever readTemplate takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(templates, bentTemplates), (json) => {
        if (!reads(json)) return;
        taken += 1;
        expect(fits(json), `${JSON.stringify(json)} ${JSON.stringify(fits.errors)}`).to.be.true;
      }),
      { numRuns: 1_000 },
    );
    expect(taken).to.be.greaterThan(200);
  });

  it('cannot be changed', () => {
    expect(() => Reflect.apply(Object.assign, Object, [templateSchema, { title: '' }])).to.throw();
  });
});
