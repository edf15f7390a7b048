import { resource, type TemplateRow } from './row.js';

const at = '/Resources/it/OverrideSettings';
const things: TemplateRow['shown'] = ({ thing }) => thing?.overrides;
const thing = (settings: unknown, expected: string) =>
  resource(
    'OverrideSettings, thing',
    { Type: 'AWS::IoT::Thing', Properties: { ThingName: 'it' }, OverrideSettings: settings },
    things,
    expected,
  );
const certificate = (settings: unknown, expected: string) =>
  resource(
    'OverrideSettings, certificate',
    {
      Type: 'AWS::IoT::Certificate',
      Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' } },
      OverrideSettings: settings,
    },
    ({ certificate }) => certificate?.overrides,
    expected,
  );

export const overrideRows: readonly TemplateRow[] = [
  thing({}, '{}'),
  ...['DO_NOTHING', 'REPLACE', 'FAIL', 'MERGE'].flatMap((setting) => [
    thing({ AttributePayload: setting }, `{"AttributePayload":"${setting}"}`),
    thing({ ThingGroups: setting }, `{"ThingGroups":"${setting}"}`),
  ]),
  ...['DO_NOTHING', 'REPLACE', 'FAIL'].flatMap((setting) => [
    thing({ ThingTypeName: setting }, `{"ThingTypeName":"${setting}"}`),
    certificate({ Status: setting }, `{"Status":"${setting}"}`),
  ]),
  thing({ ThingTypeName: 'MERGE' }, `OVERRIDE_MERGE_UNSUPPORTED ${at}/ThingTypeName`),
  certificate({ Status: 'MERGE' }, `OVERRIDE_MERGE_UNSUPPORTED ${at}/Status`),
  thing(
    { ATTRIBUTE_PAYLOAD: 'MERGE', THING_TYPE_NAME: 'REPLACE', THING_GROUPS: 'DO_NOTHING' },
    '{"AttributePayload":"MERGE","ThingTypeName":"REPLACE","ThingGroups":"DO_NOTHING"}',
  ),
  thing({ ThingGroups: 'FAIL', THING_GROUPS: 'MERGE' }, `KEY_DOUBLED ${at}/THING_GROUPS`),
  thing({ AttributePayload: 'merge' }, `OVERRIDE_SETTING_UNKNOWN ${at}/AttributePayload`),
  thing({ AttributePayload: { Ref: 'Site' } }, `OVERRIDE_SETTING_UNKNOWN ${at}/AttributePayload`),
  thing({ ThingName: 'REPLACE' }, `OVERRIDE_PROPERTY_UNKNOWN ${at}/ThingName`),
  thing('REPLACE', `OBJECT_EXPECTED ${at}`),
  certificate({ CertificateId: 'REPLACE' }, `OVERRIDE_PROPERTY_UNKNOWN ${at}/CertificateId`),
  resource(
    'OverrideSettings, policy',
    {
      Type: 'AWS::IoT::Policy',
      Properties: { PolicyName: 'a' },
      OverrideSettings: { PolicyName: 'REPLACE' },
    },
    things,
    `OVERRIDE_PROPERTY_UNKNOWN ${at}/PolicyName`,
  ),
];
