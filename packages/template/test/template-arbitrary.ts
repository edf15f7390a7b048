import fc from 'fast-check';
import type { Json, JsonObject } from './sample-template.js';

const parameterNames = ['SerialNumber', 'Site', 'Line', 'AWS::IoT::Certificate::Id'];
const texts = fc.constantFrom(
  'pump',
  'a b',
  '',
  '-',
  'Oslo',
  '1',
  'Tromsø',
  '{}',
  '{"Statement":[]}',
);

const parameters = {
  SerialNumber: { Type: 'String' },
  Site: { Type: 'String', Default: 'Oslo' },
  Line: { Type: 'String' },
};
const mappings = { Map: { a: { b: 'c' } } };

/** Expressions, most of which read well. */
const { text, list } = fc.letrec<{ text: Json; list: Json }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    texts,
    fc.constantFrom(...parameterNames).map((Ref): Json => ({ Ref })),
    fc.tuple(texts, tie('list')).map((of): Json => ({ 'Fn::Join': of })),
    fc
      .tuple(fc.oneof(fc.nat(3), fc.nat(3).map(String)), tie('list'))
      .map((of): Json => ({ 'Fn::Select': of })),
    fc
      .tuple(fc.constant('Map'), fc.oneof(fc.constant('a'), tie('text')), fc.constant('b'))
      .map((of): Json => ({ 'Fn::FindInMap': of })),
    fc.constantFrom(`\${Site}-\${Line}`, `\${!Site}`, 'x').map((sub): Json => ({ 'Fn::Sub': sub })),
    tie('text').map((value): Json => ({ 'Fn::Sub': [`a\${v}`, { v: value }] })),
  ),
  list: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.array(tie('text'), { maxLength: 3 }),
    fc.tuple(fc.constantFrom(',', '-'), tie('text')).map((of): Json => ({ 'Fn::Split': of })),
  ),
}));

const setting = fc.constantFrom<Json>('DO_NOTHING', 'REPLACE', 'FAIL', 'MERGE');
const optional = { requiredKeys: [] };

const thing = fc.record({
  Type: fc.constant<Json>('AWS::IoT::Thing'),
  Properties: fc.record(
    {
      ThingName: text,
      AttributePayload: fc.dictionary(fc.constantFrom('a', 'b/c'), text),
      ThingTypeName: text,
      ThingGroups: list,
      BillingGroup: text,
    },
    { requiredKeys: ['ThingName'] },
  ),
  OverrideSettings: fc.record({ AttributePayload: setting, THING_GROUPS: setting }, optional),
});

const certificate = fc.record({
  Type: fc.constant<Json>('AWS::IoT::Certificate'),
  Properties: fc.record(
    { CertificateId: text, Status: fc.oneof(fc.constant<Json>('ACTIVE'), text) },
    { requiredKeys: ['CertificateId'] },
  ),
});

const policy = fc.record({
  Type: fc.constant<Json>('AWS::IoT::Policy'),
  Properties: fc.oneof(
    text.map((PolicyName) => ({ PolicyName })),
    text.map((PolicyDocument) => ({ PolicyDocument })),
    fc.constant({ PolicyDocument: { Version: '2012-10-17', Statement: [] } }),
  ),
});

/** Templates, most of which read well. */
export const templates: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      Parameters: fc.constant(parameters),
      Mappings: fc.constant(mappings),
      Resources: fc.record({ thing, certificate, policy }, optional),
      DeviceConfiguration: fc.dictionary(fc.constantFrom('x', 'y'), text),
    },
    { requiredKeys: ['Parameters', 'Mappings', 'Resources'] },
  )
  .map((template): JsonObject => JSON.parse(JSON.stringify(template)));

/** Templates with a single expression, so that nothing else refuses a device. */
export const smallTemplates: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.constantFrom('configuration', 'thing', 'policy', 'document', 'status'), text)
  .map(([place, expression]) => ({
    Parameters: parameters,
    Mappings: mappings,
    ...small(place, expression),
  }));

function small(place: string, expression: Json): JsonObject {
  const only = (type: string, Properties: JsonObject): JsonObject => ({
    Resources: { it: { Type: `AWS::IoT::${type}`, Properties } },
  });
  switch (place) {
    case 'thing':
      return only('Thing', { ThingName: expression });
    case 'policy':
      return only('Policy', { PolicyName: expression });
    case 'document':
      return only('Policy', { PolicyDocument: expression });
    case 'status':
      return only('Certificate', { CertificateId: 'a'.repeat(64), Status: expression });
    default:
      return { Resources: {}, DeviceConfiguration: { it: expression } };
  }
}

/** Templates with one value put somewhere, or taken away: most of them read no more. */
export const bentTemplates: fc.Arbitrary<Json> = fc
  .tuple(
    templates,
    fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
    fc.jsonValue({ maxDepth: 2 }),
  )
  .map(([template, path, value]) => bent(template, path, value as Json));

function bent(json: Json, [turn, ...more]: readonly number[], value: Json): Json {
  if (turn === undefined || typeof json !== 'object' || json === null) return value;
  const names = Object.keys(json);
  const name = names[turn % (names.length + 1)] ?? 'Other';
  const copy = Array.isArray(json) ? [...json] : { ...json };
  Reflect.set(copy, name, bent(Reflect.get(copy, name) ?? null, more, value));
  return copy;
}
