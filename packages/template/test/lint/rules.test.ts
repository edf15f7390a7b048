import { lintCodes, lintTemplate, templateFaults } from '@gangway/template';
import { expect } from 'chai';
import { type SampleTemplate, sampleHook, sampleTemplate } from '../sample-template.js';

interface Row {
  readonly when: string;
  readonly bend: (template: SampleTemplate) => unknown;
  /** `CODE pointer`, in the order of the text. */
  readonly found: readonly string[];
}

const everyone = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const thingName = '/Resources/thing/Properties/ThingName';
const document = '/Resources/policy/Properties/PolicyDocument';
const withDocument = (text: string) => (template: SampleTemplate) => {
  template.Resources.policy.Properties = { PolicyDocument: text };
};

const codeOf = (text: string): string => text.slice(0, text.indexOf(' '));

const rows: readonly Row[] = [
  { when: 'nothing is wrong', bend: () => {}, found: [] },
  {
    when: 'the body is nearly full',
    bend: ({ DeviceConfiguration }) => {
      DeviceConfiguration.Note = 'x'.repeat(9_000);
    },
    found: ['BODY_NEARLY_FULL '],
  },
  {
    when: 'a parameter is not used',
    bend: ({ Parameters }) => {
      Parameters['Co~lo/ur'] = { Type: 'String', Default: 'red' };
    },
    found: ['PARAMETER_UNUSED /Parameters/Co~0lo~1ur'],
  },
  {
    when: 'a parameter has a name that no call takes',
    bend: ({ Parameters, DeviceConfiguration }) => {
      Parameters['K'.repeat(2_049)] = { Type: 'String', Default: 'x' };
      DeviceConfiguration.Long = { Ref: 'K'.repeat(2_049) };
    },
    found: [`PARAMETER_KEY_TOO_LONG /Parameters/${'K'.repeat(2_049)}`],
  },
  {
    when: 'a parameter has a default that no call takes',
    bend: ({ Parameters, DeviceConfiguration }) => {
      Parameters.Long = { Type: 'String', Default: 'x'.repeat(4_097) };
      DeviceConfiguration.Long = { Ref: 'Long' };
    },
    found: ['PARAMETER_TOO_LONG /Parameters/Long'],
  },
  {
    when: 'a parameter is one of just-in-time provisioning',
    bend: ({ Parameters, DeviceConfiguration }) => {
      Parameters['AWS::IoT::Certificate::Id'] = { Type: 'String' };
      Parameters['AWS::IoT::Certificate::Country'] = { Type: 'String' };
      DeviceConfiguration.Country = { Ref: 'AWS::IoT::Certificate::Country' };
    },
    found: ['PARAMETER_RESERVED /Parameters/AWS::IoT::Certificate::Country'],
  },
  {
    when: 'nobody need give a parameter its value',
    bend: ({ Parameters, DeviceConfiguration }) => {
      Parameters.Colour = { Type: 'String' };
      Parameters.Size = { Type: 'String', Default: 'XL' };
      DeviceConfiguration.Look = { 'Fn::Sub': `\${Colour} \${Size}` };
    },
    found: ['PARAMETER_UNSUPPLIED /Parameters/Colour'],
  },
  {
    when: 'an override is not declared',
    bend: (template) => {
      template.Parameters = { SerialNumber: { Type: 'String' } };
      template.Mappings = {};
      template.DeviceConfiguration = { Url: 'https://example.com' };
    },
    found: ['OVERRIDE_IGNORED /Parameters'],
  },
  {
    when: 'an item is not in the list',
    bend: ({ DeviceConfiguration }) => {
      DeviceConfiguration.Serial = { 'Fn::Select': ['1', [{ Ref: 'SerialNumber' }]] };
      DeviceConfiguration.Nothing = { 'Fn::Select': [0, []] };
      DeviceConfiguration.Split = { 'Fn::Select': [2, { 'Fn::Split': [',', 'a,b'] }] };
      DeviceConfiguration.Fine = { 'Fn::Select': [1, { 'Fn::Split': [',', { Ref: 'Site' }] }] };
    },
    found: [
      'SELECT_OUT_OF_BOUNDS /DeviceConfiguration/Serial',
      'SELECT_OUT_OF_BOUNDS /DeviceConfiguration/Nothing',
      'SELECT_OUT_OF_BOUNDS /DeviceConfiguration/Split',
    ],
  },
  {
    when: 'a map is not used',
    bend: ({ Mappings }) => {
      Mappings['Ports/8883'] = {};
    },
    found: ['MAPPING_UNUSED /Mappings/Ports~18883'],
  },
  {
    when: 'any map may be meant',
    bend: ({ Mappings, DeviceConfiguration }) => {
      Mappings.Ports = {};
      DeviceConfiguration.Port = { 'Fn::FindInMap': [{ Ref: 'Site' }, 'a', 'b'] };
    },
    found: [],
  },
  {
    when: 'there is no thing',
    bend: ({ Resources, DeviceConfiguration }) => {
      Reflect.deleteProperty(Resources, 'thing');
      DeviceConfiguration.Serial = { Ref: 'SerialNumber' };
    },
    found: ['THING_MISSING /Resources'],
  },
  {
    when: 'all devices are one thing',
    bend: ({ Resources, DeviceConfiguration }) => {
      Resources.thing.Properties.ThingName = { 'Fn::Sub': [`\${a}`, { a: 'pump' }] };
      DeviceConfiguration.Serial = { Ref: 'SerialNumber' };
    },
    found: [`THING_NAME_CONSTANT ${thingName}`],
  },
  {
    when: 'a blank stands in the name of each thing',
    bend: ({ Resources }) => {
      Resources.thing.Properties.ThingName = { 'Fn::Sub': `pump \${SerialNumber}` };
    },
    found: [`THING_NAME_INVALID ${thingName}`],
  },
  {
    when: 'the name of a thing is as long as it may be, beside a parameter',
    bend: ({ Resources }) => {
      Resources.thing.Properties.ThingName = {
        'Fn::Join': ['x'.repeat(128), [{ Ref: 'SerialNumber' }, '']],
      };
    },
    found: [],
  },
  {
    when: 'the name of a thing is cut out of what a device sends, which may be right',
    bend: ({ Resources }) => {
      Resources.thing.Properties.ThingName = {
        'Fn::Select': [1, { 'Fn::Split': [' ', { Ref: 'SerialNumber' }] }],
      };
    },
    found: [],
  },
  {
    when: 'a device chooses its name',
    bend: ({ Parameters, Resources }) => {
      Parameters.Line = { Type: 'String', Default: 'a' };
      Resources.thing.Properties.ThingName = {
        'Fn::Join': ['-', [{ Ref: 'Line' }, { Ref: 'SerialNumber' }]],
      };
    },
    found: [`THING_NAME_FREE ${thingName}`],
  },
  {
    when: 'the thing is named by what AWS IoT or the hook gives',
    bend: ({ Resources, DeviceConfiguration }) => {
      Resources.thing.Properties.ThingName = {
        'Fn::Sub': `\${Site}-\${AWS::IoT::Certificate::Id}`,
      };
      DeviceConfiguration.Serial = { Ref: 'SerialNumber' };
    },
    found: [],
  },
  {
    when: 'a device chooses its group',
    bend: ({ Parameters, Resources }) => {
      Parameters.Group = { Type: 'String', Default: 'a' };
      Resources.thing.Properties.ThingGroups = ['pumps', { Ref: 'Group' }];
    },
    found: ['THING_GROUP_FREE /Resources/thing/Properties/ThingGroups'],
  },
  {
    when: 'a device chooses its policy',
    bend: ({ Parameters, Resources }) => {
      Parameters.Role = { Type: 'String', Default: 'a' };
      Resources.policy.Properties.PolicyName = { Ref: 'Role' };
    },
    found: ['POLICY_FREE /Resources/policy/Properties/PolicyName'],
  },
  {
    when: 'there is no policy',
    bend: ({ Resources }) => Reflect.deleteProperty(Resources, 'policy'),
    found: ['POLICY_MISSING /Resources'],
  },
  {
    when: 'there is no policy, but a group that may have one',
    bend: ({ Resources }) => {
      Resources.thing.Properties.ThingGroups = ['pumps'];
      Reflect.deleteProperty(Resources, 'policy');
    },
    found: [],
  },
  {
    when: 'a policy document is no JSON',
    bend: withDocument('{'),
    found: [`POLICY_DOCUMENT_MALFORMED ${document}`],
  },
  {
    when: 'a policy document is too large',
    bend: withDocument(JSON.stringify({ Id: 'x'.repeat(2_100) })),
    found: [`POLICY_DOCUMENT_TOO_LONG ${document}`],
  },
  ...[
    { Action: 'iot:*', Resource: '*' },
    { Action: ['iot:Publish', 'IOT:CONNECT'], Resource: ['arn:aws:iot:eu-north-1:1:client/*'] },
    { Action: '*', Resource: 'arn:aws:iot:*:*:client/*' },
  ].map((statement) => ({
    when: `a policy is ${JSON.stringify(statement)}`,
    bend: withDocument(everyone(statement)),
    found: [`POLICY_FOR_EVERYONE ${document}`],
  })),
  ...[
    {
      Action: 'iot:Connect',
      Resource: `arn:aws:iot:*:*:client/\${iot:Connection.Thing.ThingName}`,
    },
    { Action: 'iot:Publish', Resource: '*' },
    { Effect: 'Deny', Action: '*', Resource: '*' },
    {
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'iot:Connection.Thing.IsAttached': true } },
    },
  ].map((statement) => ({
    when: `a policy is ${JSON.stringify(statement)}`,
    bend: withDocument(everyone(statement)),
    found: [],
  })),
  {
    when: 'there is no certificate',
    bend: ({ Resources }) => Reflect.deleteProperty(Resources, 'certificate'),
    found: ['CERTIFICATE_MISSING /Resources'],
  },
  {
    when: 'the certificate may be that of another',
    bend: ({ Resources }) => {
      Resources.certificate.Properties.CertificateId = { Ref: 'SerialNumber' };
    },
    found: ['CERTIFICATE_NOT_OWN /Resources/certificate/Properties/CertificateId'],
  },
  {
    when: 'its own certificate is put in a text',
    bend: ({ Resources }) => {
      Resources.certificate.Properties.CertificateId = {
        'Fn::Sub': `\${AWS::IoT::Certificate::Id}`,
      };
    },
    found: [],
  },
  {
    when: 'a status is not given',
    bend: ({ Resources }) => Reflect.deleteProperty(Resources.certificate.Properties, 'Status'),
    found: ['CERTIFICATE_STATUS_ABSENT /Resources/certificate'],
  },
  {
    when: 'a certificate is inactive',
    bend: ({ Resources }) => {
      Resources.certificate.Properties.Status = 'Inactive';
    },
    found: ['CERTIFICATE_INACTIVE /Resources/certificate/Properties/Status'],
  },
  {
    when: 'there is no such status',
    bend: ({ Resources }) => {
      Resources.certificate.Properties.Status = 'LIVE';
    },
    found: ['STATUS_INVALID /Resources/certificate/Properties/Status'],
  },
  {
    when: 'the device is told nothing',
    bend: (template) => {
      template.DeviceConfiguration = {};
      template.Mappings = {};
      template.Resources.thing.Properties.AttributePayload = { site: { Ref: 'Site' } };
    },
    found: ['DEVICE_CONFIGURATION_MISSING '],
  },
  {
    when: 'an attribute holds what none can',
    bend: ({ Resources }) => {
      Resources.thing.Properties.AttributePayload = { 'a/b': 'Tromsø' };
    },
    found: ['ATTRIBUTE_VALUE_INVALID /Resources/thing/Properties/AttributePayload/a~1b'],
  },
  {
    when: 'the template does not read',
    bend: ({ Resources, DeviceConfiguration }) => {
      Resources.thing.Properties.ThingName = { Ref: 'Serial' };
      DeviceConfiguration.Url = { 'Fn::FindInMap': ['Host', 'a', 'b'] };
    },
    found: [
      `PARAMETER_UNDECLARED ${thingName}/Ref`,
      'MAPPING_UNKNOWN /DeviceConfiguration/Url/Fn::FindInMap/0',
    ],
  },
];

describe('lintTemplate', () => {
  for (const { when, bend, found } of rows) {
    it(`says ${found.map(codeOf).join(', ') || 'nothing'} where ${when}`, () => {
      const template = sampleTemplate();
      bend(template);
      const findings = lintTemplate(JSON.stringify(template, null, 2), { hook: sampleHook });
      expect(findings.map(({ code, at }) => `${code} ${at}`)).to.deep.equal(found);
    });
  }

  it('has shown every code of its own in these', () => {
    const shown = rows.flatMap(({ found }) => found.map(codeOf));
    expect(shown).to.include.members(Object.keys(lintCodes));
  });

  it('gives no code the level of two tables', () => {
    expect(Object.keys(lintCodes).filter((code) => code in templateFaults)).to.be.empty;
  });

  it('says nothing about who gives values where no hook is named', () => {
    const template = sampleTemplate();
    template.Parameters.Line = { Type: 'String' };
    template.Resources.thing.Properties.ThingName = { Ref: 'Line' };
    template.Resources.thing.Properties.AttributePayload = { serial: { Ref: 'SerialNumber' } };
    expect(lintTemplate(JSON.stringify(template))).to.be.empty;
  });

  it('gives each finding a level, a place in the text, and a sentence', () => {
    const body = '{\n  "Resources": {}\n}';
    const [whole, thing, ...more] = lintTemplate(body);
    expect(whole).to.deep.include({ level: 'info', at: '', line: 1, column: 1 });
    expect(thing).to.deep.include({ level: 'warning', at: '/Resources', line: 2, column: 3 });
    expect(thing?.message).to.match(/^[A-Z].*\.$/);
    expect(more).to.have.length(2);
  });

  it('shows no name as it stands that could redraw a terminal', () => {
    const template = sampleTemplate();
    template.Parameters['\u001b[2J'] = { Type: 'String' };
    const [finding] = lintTemplate(JSON.stringify(template));
    expect(finding?.message).to.contain('"\\u001b[2J"');
  });
});
