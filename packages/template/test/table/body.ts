import { type TemplateRow, template } from './row.js';

const shown: TemplateRow['shown'] = ({ policies }) => policies.length;
const thing = { Type: 'AWS::IoT::Thing', Properties: { ThingName: 'it' } };
const resources = (of: object) => ({ Resources: of });
const sized = (octets: number) => ({
  Mappings: { M: { a: { b: '€'.repeat(3000).padEnd(octets) } } },
});
const around = JSON.stringify({ Resources: {}, ...sized(0) }).length - 3000;

export const bodyRows: readonly TemplateRow[] = [
  template('Resources, empty', {}, shown, '0'),
  template(
    'Resources, type unknown',
    resources({ it: { Type: 'AWS::IoT::Topic', Properties: {} } }),
    shown,
    'RESOURCE_TYPE_UNKNOWN /Resources/it/Type',
  ),
  template(
    'Resources, no type',
    resources({ it: { Properties: {} } }),
    shown,
    'RESOURCE_TYPE_UNKNOWN /Resources/it',
  ),
  template(
    'Resources, no properties',
    resources({ it: { Type: 'AWS::IoT::Thing' } }),
    shown,
    'PROPERTY_MISSING /Resources/it',
  ),
  template(
    'Resources, unknown member',
    resources({ it: { ...thing, DependsOn: 'x' } }),
    shown,
    'PROPERTY_UNKNOWN /Resources/it/DependsOn',
  ),
  template(
    'Resources, two things',
    resources({ a: thing, b: thing }),
    shown,
    'RESOURCE_DOUBLED /Resources/b',
  ),
  template(
    'Resources, pointer escaped',
    resources({ 'a/b~c': 'x' }),
    shown,
    'OBJECT_EXPECTED /Resources/a~1b~0c',
  ),
  template('body, not JSON', "{'Resources': {}}", shown, 'BODY_NOT_JSON (whole)'),
  template('body, empty', '', shown, 'BODY_NOT_JSON (whole)'),
  template('body, comment', '{"Resources": {} /* none */}', shown, 'BODY_NOT_JSON (whole)'),
  template('body, a list', '[]', shown, 'OBJECT_EXPECTED (whole)'),
  template('body, key twice', '{"Resources":{},"Resources":{}}', shown, 'KEY_DOUBLED /Resources'),
  template(
    'body, key twice, escaped',
    '{"Resources":{},"DeviceConfiguration":{"a":"1","\\u0061":"2"}}',
    shown,
    'KEY_DOUBLED /DeviceConfiguration/a',
  ),
  template(
    'body, key in two objects',
    '{"Resources":{},"Mappings":{"a":{"k":{"k":"k"}},"b":{"k":{"k":"k"}}}}',
    shown,
    '0',
  ),
  template('body, 10,240 octets', sized(10_240 - around - 6000), shown, '0'),
  template('body, 10,241 octets', sized(10_241 - around - 6000), shown, 'BODY_TOO_LARGE (whole)'),
  template(
    'body, 100 deep',
    `{"Resources":${'['.repeat(99)}${']'.repeat(99)}}`,
    shown,
    'OBJECT_EXPECTED /Resources',
  ),
  template(
    'body, 101 deep',
    `{"Resources":${'['.repeat(100)}${']'.repeat(100)}}`,
    shown,
    'NESTED_TOO_DEEP /Resources/0/0',
  ),
];
