import { readTemplate } from '@gangway/template';
import fc from 'fast-check';
import { templateRows } from '../table/rows.js';

/** Names that mean something to the reader, or to a careless one. */
const name = fc.constantFrom(
  ...[
    'Parameters',
    'Mappings',
    'Resources',
    'DeviceConfiguration',
    'Type',
    'Default',
    'Properties',
  ],
  ...['OverrideSettings', 'ThingName', 'AttributePayload', 'ThingTypeName', 'ThingGroups'],
  ...['CertificateId', 'Status', 'PolicyName', 'PolicyDocument', 'thing', 'P', 'a/b~c', ''],
  ...[
    'Ref',
    'Fn::Join',
    'Fn::Select',
    'Fn::FindInMap',
    'Fn::Split',
    'Fn::Sub',
    'Fn::If',
    'Fn:Join',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
);
const leaf = fc.oneof(
  name,
  fc.constantFrom('String', 'AWS::IoT::Thing', 'AWS::IoT::Certificate', 'AWS::IoT::Policy'),
  fc.constantFrom('ACTIVE', 'MERGE', 'FAIL', '${P}', '${', '{"Version":"2012-10-17"}'),
  fc.constantFrom(null, true, 0, -1, 1e300, 0.5),
  fc.string(),
);
const json = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'large', withCrossShrink: true },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    // An own key of any name, __proto__ too.
    fc
      .array(fc.tuple(name, tie('any')), { maxLength: 4 })
      .map((members) => Object.fromEntries(members)),
  ),
})).any;

const extra = 11;

/** Puts something else in one place, found by turns at each level, or one member more. */
function changed(value: unknown, [turn = 0, ...turns]: readonly number[], other: unknown): unknown {
  if (typeof value !== 'object' || value === null || turns.length === 0) return other;
  const members = Object.entries(value);
  const at = turn === extra ? members.length : turn % Math.max(1, members.length);
  const made = members.map(([key, inner], index) => [
    key,
    index === at ? changed(inner, turns, other) : inner,
  ]);
  if (at === members.length) made.push(['more', other]);
  return Array.isArray(value) ? made.map(([, inner]) => inner) : Object.fromEntries(made);
}

const rows = templateRows
  .map((row) => row.body)
  .filter((text) => readTemplate(text).kind === 'template');
const harmless = fc.constantFrom<unknown>(
  'x',
  'a b',
  { Ref: 'Serial' },
  { 'Fn::Sub': '${Site}' },
  { 'Fn::Split': [',', { Ref: 'List' }] },
);
const nearly = fc
  .tuple(
    fc.constantFrom(...rows),
    fc.array(fc.nat(extra), { minLength: 3, maxLength: 7 }),
    fc.oneof(harmless, json),
  )
  .map(([text, turns, other]) => JSON.stringify(changed(JSON.parse(text), turns, other)));

/** Templates with one thing changed, JSON that could be a template, JSON that is none, and what is not JSON at all. */
export const body: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: nearly, weight: 4 },
  json.map((value) => JSON.stringify(value)),
  fc
    .record({ Parameters: json, Mappings: json, Resources: json, DeviceConfiguration: json })
    .map((sections) => JSON.stringify(sections)),
  fc
    .tuple(fc.constantFrom('AWS::IoT::Thing', 'AWS::IoT::Certificate', 'AWS::IoT::Policy'), json)
    .map(([Type, Properties]) =>
      JSON.stringify({
        Parameters: { P: { Type: 'String' } },
        Resources: { it: { Type, Properties } },
      }),
    ),
  fc.json(),
  fc.string({ unit: 'binary' }),
);
