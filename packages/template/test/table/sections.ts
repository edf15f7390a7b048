import { type TemplateRow, template } from './row.js';

const configuration: TemplateRow['shown'] = ({ deviceConfiguration }) => deviceConfiguration;
const nothing: TemplateRow['shown'] = ({ policies }) => policies.length;
const refers = { DeviceConfiguration: { value: { Ref: 'P' } } };

export const sectionRows: readonly TemplateRow[] = [
  template(
    'Parameters',
    { Parameters: { P: { Type: 'String' } }, ...refers },
    configuration,
    '{"value":"x"}',
    { parameters: { P: 'x' } },
  ),
  template(
    'Parameters, missing',
    { Parameters: { P: { Type: 'String' } }, ...refers },
    configuration,
    'PARAMETER_MISSING /DeviceConfiguration/value',
  ),
  template(
    'Parameters, unused and missing',
    { Parameters: { P: { Type: 'String' } } },
    nothing,
    '0',
  ),
  template(
    'Parameters, empty is a value',
    { Parameters: { P: { Type: 'String', Default: 'd' } }, ...refers },
    configuration,
    '{"value":""}',
    { parameters: { P: '' } },
  ),
  template(
    'Parameters, inherited name',
    {
      Parameters: { toString: { Type: 'String' } },
      DeviceConfiguration: { value: { Ref: 'toString' } },
    },
    configuration,
    'PARAMETER_MISSING /DeviceConfiguration/value',
  ),
  template(
    'Parameters, __proto__',
    '{"Parameters":{"__proto__":{"Type":"String","Default":"d"}},"Resources":{},"DeviceConfiguration":{"__proto__":{"Ref":"__proto__"}}}',
    configuration,
    '{"__proto__":"d"}',
  ),
  template(
    'Parameters, too long',
    { Parameters: { P: { Type: 'String' } }, ...refers },
    configuration,
    'PARAMETER_TOO_LONG /DeviceConfiguration/value',
    { parameters: { P: 'x'.repeat(4097) } },
  ),
  template(
    'Parameters, certificate id declared',
    { Parameters: { 'AWS::IoT::Certificate::Id': { Type: 'String', Default: 'd' } } },
    nothing,
    '0',
  ),
  template(
    'Parameters, Number',
    { Parameters: { P: { Type: 'Number' } } },
    nothing,
    'PARAMETER_TYPE_UNKNOWN /Parameters/P/Type',
  ),
  template(
    'Parameters, no Type',
    { Parameters: { P: {} } },
    nothing,
    'PARAMETER_TYPE_UNKNOWN /Parameters/P',
  ),
  template(
    'Parameters, Default of a number',
    { Parameters: { P: { Type: 'String', Default: 5 } } },
    nothing,
    'TEXT_EXPECTED /Parameters/P/Default',
  ),
  template(
    'Parameters, misspelt',
    { Parameters: { P: { Type: 'String', Defualt: 'd' } } },
    nothing,
    'PROPERTY_UNKNOWN /Parameters/P/Defualt',
  ),
  template('Parameters, a list', { Parameters: [] }, nothing, 'OBJECT_EXPECTED /Parameters'),
  template(
    'Mappings, a function',
    { Mappings: { M: { a: { b: { Ref: 'P' } } } } },
    nothing,
    'MAPPING_FUNCTION /Mappings/M/a/b',
  ),
  template(
    'Mappings, one level',
    { Mappings: { M: { a: 'b' } } },
    nothing,
    'MAPPING_MALFORMED /Mappings/M/a',
  ),
  template(
    'Mappings, three levels',
    { Mappings: { M: { a: { b: { c: 'd' } } } } },
    nothing,
    'MAPPING_MALFORMED /Mappings/M/a/b',
  ),
  template(
    'DeviceConfiguration',
    { DeviceConfiguration: { Foo: 'Bar', Baz: 'Qux' } },
    configuration,
    '{"Foo":"Bar","Baz":"Qux"}',
  ),
  template('DeviceConfiguration, empty', { DeviceConfiguration: {} }, configuration, '{}'),
  template('DeviceConfiguration, absent', {}, configuration, '{}'),
  template(
    'DeviceConfiguration, nested',
    { DeviceConfiguration: { a: { b: 'c' } } },
    configuration,
    'TEXT_EXPECTED /DeviceConfiguration/a',
  ),
  template(
    'DeviceConfiguration, a number',
    { DeviceConfiguration: { a: 1 } },
    configuration,
    'TEXT_EXPECTED /DeviceConfiguration/a',
  ),
  template('sections, unknown', { Outputs: {} }, nothing, 'SECTION_UNKNOWN /Outputs'),
  template('sections, no Resources', '{}', nothing, 'SECTION_MISSING (whole)'),
];
