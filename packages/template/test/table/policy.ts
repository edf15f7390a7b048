import { resource, type TemplateRow, template } from './row.js';

const at = '/Resources/it/Properties';
const shown: TemplateRow['shown'] = ({ policies }) => policies;
const rowOf = (subject: string, properties: unknown, expected: string) =>
  resource(subject, { Type: 'AWS::IoT::Policy', Properties: properties }, shown, expected);
const documented = (document: unknown) => JSON.stringify([{ kind: 'document', document }]);
const policies = (count: number) => ({
  Resources: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `p${index}`,
      { Type: 'AWS::IoT::Policy', Properties: { PolicyName: 'p' } },
    ]),
  ),
});

export const policyRows: readonly TemplateRow[] = [
  rowOf('PolicyName', { PolicyName: 'Devices' }, '[{"kind":"name","name":"Devices"}]'),
  rowOf(
    'PolicyName, computed',
    { PolicyName: { 'Fn::Sub': 'site-${Site}' } },
    '[{"kind":"name","name":"site-Oslo"}]',
  ),
  rowOf('PolicyName, signs', { PolicyName: '_+=,.@-' }, '[{"kind":"name","name":"_+=,.@-"}]'),
  rowOf(
    'PolicyName, 129 characters',
    { PolicyName: 'x'.repeat(129) },
    `POLICY_NAME_INVALID ${at}/PolicyName`,
  ),
  rowOf('PolicyName, colon', { PolicyName: 'a:b' }, `POLICY_NAME_INVALID ${at}/PolicyName`),
  rowOf(
    'PolicyDocument, object',
    { PolicyDocument: { Version: '2012-10-17', Statement: [] } },
    documented('{"Version":"2012-10-17","Statement":[]}'),
  ),
  rowOf(
    'PolicyDocument, text',
    { PolicyDocument: '{ "Version": "2012-10-17" }' },
    documented('{ "Version": "2012-10-17" }'),
  ),
  rowOf(
    'PolicyDocument, policy variable',
    { PolicyDocument: { Resource: '${iot:Connection.Thing.ThingName}' } },
    documented('{"Resource":"${iot:Connection.Thing.ThingName}"}'),
  ),
  rowOf(
    'PolicyDocument, computed',
    { PolicyDocument: { 'Fn::Sub': '{"Resource": "${Site}"}' } },
    documented('{"Resource": "Oslo"}'),
  ),
  rowOf(
    'PolicyDocument, function inside',
    { PolicyDocument: { Statement: [{ Resource: { Ref: 'Site' } }] } },
    `POLICY_DOCUMENT_FUNCTION ${at}/PolicyDocument/Statement/0/Resource`,
  ),
  rowOf(
    'PolicyDocument, not JSON',
    { PolicyDocument: 'allow all' },
    `POLICY_DOCUMENT_MALFORMED ${at}/PolicyDocument`,
  ),
  rowOf(
    'PolicyDocument, a list in JSON',
    { PolicyDocument: '[]' },
    `POLICY_DOCUMENT_MALFORMED ${at}/PolicyDocument`,
  ),
  rowOf(
    'PolicyDocument, 2,048 characters',
    { PolicyDocument: `{${' '.repeat(500)}"a":"${'x'.repeat(2040)}"}` },
    documented(`{${' '.repeat(500)}"a":"${'x'.repeat(2040)}"}`),
  ),
  rowOf(
    'PolicyDocument, 2,049 characters',
    { PolicyDocument: { a: 'x'.repeat(2041) } },
    `POLICY_DOCUMENT_TOO_LONG ${at}/PolicyDocument`,
  ),
  rowOf(
    'policy, name and document',
    { PolicyName: 'a', PolicyDocument: {} },
    `POLICY_NAME_XOR_DOCUMENT ${at}`,
  ),
  rowOf('policy, neither', {}, `POLICY_NAME_XOR_DOCUMENT ${at}`),
  template('policies, ten', policies(10), ({ policies }) => policies.length, '10'),
  template('policies, eleven', policies(11), shown, 'POLICIES_TOO_MANY /Resources/p10'),
];
