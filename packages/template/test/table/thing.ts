import { resource, type TemplateRow } from './row.js';

const at = '/Resources/it/Properties';
const thing = (properties: unknown, more: object = {}) => ({
  Type: 'AWS::IoT::Thing',
  Properties: properties,
  ...more,
});
const name = { ThingName: 'it' };
const shown: TemplateRow['shown'] = ({ thing }) => thing;
const rowOf = (subject: string, properties: unknown, expected: string) =>
  resource(subject, thing(properties), shown, expected);
const many = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index));

export const thingRows: readonly TemplateRow[] = [
  rowOf(
    'ThingName',
    { ThingName: { Ref: 'Serial' } },
    '{"thingName":"SN-0001","attributes":{},"overrides":{}}',
  ),
  rowOf(
    'ThingName, 128 characters',
    { ThingName: 'x'.repeat(128) },
    `{"thingName":"${'x'.repeat(128)}","attributes":{},"overrides":{}}`,
  ),
  rowOf(
    'ThingName, 129 characters',
    { ThingName: 'x'.repeat(129) },
    `THING_NAME_INVALID ${at}/ThingName`,
  ),
  rowOf('ThingName, empty', { ThingName: { Ref: 'Empty' } }, `THING_NAME_INVALID ${at}/ThingName`),
  rowOf('ThingName, blank', { ThingName: 'a b' }, `THING_NAME_INVALID ${at}/ThingName`),
  rowOf('ThingName, end of line', { ThingName: 'a\n' }, `THING_NAME_INVALID ${at}/ThingName`),
  rowOf('ThingName, missing', {}, `PROPERTY_MISSING ${at}`),
  rowOf(
    'AttributePayload',
    { ...name, AttributePayload: { version: 'v1', site: { Ref: 'Site' } } },
    '{"thingName":"it","attributes":{"version":"v1","site":"Oslo"},"overrides":{}}',
  ),
  rowOf(
    'AttributePayload, empty',
    { ...name, AttributePayload: {} },
    '{"thingName":"it","attributes":{},"overrides":{}}',
  ),
  rowOf(
    'AttributePayload, 800 characters',
    { ...name, AttributePayload: { a: 'x'.repeat(800) } },
    `{"thingName":"it","attributes":{"a":"${'x'.repeat(800)}"},"overrides":{}}`,
  ),
  rowOf(
    'AttributePayload, 801 characters',
    { ...name, AttributePayload: { a: 'x'.repeat(801) } },
    `ATTRIBUTE_VALUE_INVALID ${at}/AttributePayload/a`,
  ),
  rowOf(
    'AttributePayload, signs',
    { ...name, AttributePayload: { 'a.,@/:#-_': '_.,@/:#=[]-' } },
    '{"thingName":"it","attributes":{"a.,@/:#-_":"_.,@/:#=[]-"},"overrides":{}}',
  ),
  rowOf(
    'AttributePayload, blank in value',
    { ...name, AttributePayload: { a: 'x y' } },
    `ATTRIBUTE_VALUE_INVALID ${at}/AttributePayload/a`,
  ),
  rowOf(
    'AttributePayload, name',
    { ...name, AttributePayload: { 'a b': 'x' } },
    `ATTRIBUTE_NAME_INVALID ${at}/AttributePayload/a b`,
  ),
  rowOf(
    'AttributePayload, as CloudFormation has it',
    { ...name, AttributePayload: { Attributes: { a: 'x' } } },
    `TEXT_EXPECTED ${at}/AttributePayload/Attributes`,
  ),
  rowOf(
    'AttributePayload, 51',
    {
      ...name,
      AttributePayload: Object.fromEntries(many(51, String).map((index) => [`a${index}`, 'x'])),
    },
    `ATTRIBUTES_TOO_MANY ${at}/AttributePayload`,
  ),
  rowOf(
    'ThingTypeName',
    { ...name, ThingTypeName: 'lightBulb-versionA' },
    '{"thingName":"it","attributes":{},"thingTypeName":"lightBulb-versionA","overrides":{}}',
  ),
  rowOf(
    'ThingTypeName, blank',
    { ...name, ThingTypeName: 'light bulb' },
    `THING_TYPE_NAME_INVALID ${at}/ThingTypeName`,
  ),
  rowOf(
    'ThingGroups',
    { ...name, ThingGroups: ['v1-lightbulbs', { Ref: 'Site' }] },
    '{"thingName":"it","attributes":{},"thingGroups":["v1-lightbulbs","Oslo"],"overrides":{}}',
  ),
  rowOf(
    'ThingGroups, empty',
    { ...name, ThingGroups: [] },
    '{"thingName":"it","attributes":{},"thingGroups":[],"overrides":{}}',
  ),
  rowOf(
    'ThingGroups, of Fn::Split',
    { ...name, ThingGroups: { 'Fn::Split': [',', { Ref: 'List' }] } },
    '{"thingName":"it","attributes":{},"thingGroups":["a","b","c"],"overrides":{}}',
  ),
  rowOf(
    'ThingGroups, ten',
    { ...name, ThingGroups: many(10, (index) => `g${index}`) },
    '{"thingName":"it","attributes":{},"thingGroups":["g0","g1","g2","g3","g4","g5","g6","g7","g8","g9"],"overrides":{}}',
  ),
  rowOf(
    'ThingGroups, eleven',
    { ...name, ThingGroups: many(11, (index) => `g${index}`) },
    `THING_GROUPS_TOO_MANY ${at}/ThingGroups`,
  ),
  rowOf(
    'ThingGroups, name',
    { ...name, ThingGroups: ['a', 'b c'] },
    `THING_GROUP_NAME_INVALID ${at}/ThingGroups/1`,
  ),
  rowOf(
    'ThingGroups, split name',
    { ...name, ThingGroups: { 'Fn::Split': [',', 'a,,b'] } },
    `THING_GROUP_NAME_INVALID ${at}/ThingGroups`,
  ),
  rowOf(
    'ThingGroups, a text',
    { ...name, ThingGroups: 'v1-lightbulbs' },
    `LIST_EXPECTED ${at}/ThingGroups`,
  ),
  rowOf(
    'BillingGroup',
    { ...name, BillingGroup: 'LightBulbBillingGroup' },
    '{"thingName":"it","attributes":{},"billingGroup":"LightBulbBillingGroup","overrides":{}}',
  ),
  rowOf(
    'BillingGroup, name',
    { ...name, BillingGroup: 'a/b' },
    `BILLING_GROUP_NAME_INVALID ${at}/BillingGroup`,
  ),
  rowOf(
    'PackageVersions',
    { ...name, PackageVersions: 'firmware:1' },
    `PROPERTY_UNSUPPORTED ${at}/PackageVersions`,
  ),
  rowOf(
    'properties, misspelt',
    { ...name, Thingtypename: 'a' },
    `PROPERTY_UNKNOWN ${at}/Thingtypename`,
  ),
];
