import { type TemplateRow, value } from './row.js';

const at = '/DeviceConfiguration/value';

export const nestedRows: readonly TemplateRow[] = [
  value(
    'nested',
    {
      'Fn::Join': [
        '-',
        [
          { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Serial' }] }] },
          { 'Fn::FindInMap': ['Sites', { Ref: 'Site' }, 'zone'] },
        ],
      ],
    },
    '"SN-north"',
  ),
  value(
    'nested',
    {
      'Fn::Sub': [
        '${a}',
        { a: { 'Fn::Sub': ['${b}!', { b: { 'Fn::Join': ['', [{ Ref: 'Serial' }]] } }] } },
      ],
    },
    '"SN-0001!"',
  ),
  value(
    'nested, index by map',
    {
      'Fn::Select': [
        { 'Fn::Join': ['', ['1']] },
        { 'Fn::Split': [',', { 'Fn::Join': [',', ['a', 'b']] }] },
      ],
    },
    '"b"',
  ),
  value('unknown function', { 'Fn::GetAtt': ['thing', 'Arn'] }, `FUNCTION_UNKNOWN ${at}`),
  value('unknown function', { 'Fn::If': ['a', 'b', 'c'] }, `FUNCTION_UNKNOWN ${at}`),
  value('no function', { Fn: 'x' }, `TEXT_EXPECTED ${at}`),
  value(
    'two faults at once',
    { 'Fn::Join': ['', [{ Ref: 'x' }, { Ref: 'y' }]] },
    `PARAMETER_UNDECLARED ${at}/Fn::Join/1/0/Ref, PARAMETER_UNDECLARED ${at}/Fn::Join/1/1/Ref`,
  ),
];
