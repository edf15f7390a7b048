import { certificateId, type TemplateRow, value } from './row.js';

const at = '/DeviceConfiguration/value';
const sub = (text: unknown, ...variables: unknown[]) => ({ 'Fn::Sub': [text, ...variables] });
const doubled = (depth: number): unknown =>
  depth === 0 ? { Ref: 'Serial' } : sub('${a}${a}${a}${a}', { a: doubled(depth - 1) });

export const subRows: readonly TemplateRow[] = [
  value('Fn::Sub, parameter', { 'Fn::Sub': 'pump-${Serial}' }, '"pump-SN-0001"'),
  value('Fn::Sub, parameters', { 'Fn::Sub': '${Site}/${Serial}/${Site}' }, '"Oslo/SN-0001/Oslo"'),
  value('Fn::Sub, given', { 'Fn::Sub': '${AWS::IoT::Certificate::Id}' }, `"${certificateId}"`),
  value('Fn::Sub, no variable', { 'Fn::Sub': 'as it is' }, '"as it is"'),
  value('Fn::Sub, list of one', sub('${Site}'), '"Oslo"'),
  value('Fn::Sub, variables', sub('www.${Domain}', { Domain: { Ref: 'Site' } }), '"www.Oslo"'),
  value('Fn::Sub, variable before parameter', sub('${Site}', { Site: 'mine' }), '"mine"'),
  value('Fn::Sub, both', sub('${a}-${Site}', { a: 'x' }), '"x-Oslo"'),
  value('Fn::Sub, literal', { 'Fn::Sub': '${!Site} is ${Site}' }, '"${Site} is Oslo"'),
  value('Fn::Sub, lone signs', { 'Fn::Sub': '$ {x} $$ ${' }, '"$ {x} $$ ${"'),
  value('Fn::Sub, value is not substituted again', { 'Fn::Sub': '<${Serial}>' }, '"<${Site}>"', {
    parameters: { Serial: '${Site}' },
  }),
  value('Fn::Sub, unknown', { 'Fn::Sub': '${Fleet}' }, `PARAMETER_UNDECLARED ${at}/Fn::Sub`),
  value(
    'Fn::Sub, two unknown',
    sub('${A}${B}'),
    `PARAMETER_UNDECLARED ${at}/Fn::Sub/0, PARAMETER_UNDECLARED ${at}/Fn::Sub/0`,
  ),
  value(
    'Fn::Sub, blank in the name',
    { 'Fn::Sub': '${ Site }' },
    `PARAMETER_UNDECLARED ${at}/Fn::Sub`,
  ),
  value('Fn::Sub, empty name', { 'Fn::Sub': '${}' }, `PARAMETER_UNDECLARED ${at}/Fn::Sub`),
  value('Fn::Sub, computed text', sub({ Ref: 'Site' }, {}), `FUNCTION_MALFORMED ${at}/Fn::Sub`),
  value('Fn::Sub, variables in a list', sub('a', ['b']), `FUNCTION_MALFORMED ${at}/Fn::Sub`),
  value('Fn::Sub, variable is a number', sub('${a}', { a: 1 }), `TEXT_EXPECTED ${at}/Fn::Sub/1/a`),
  value(
    'Fn::Sub, a text that grows',
    doubled(8),
    // 4,096 characters, four times as many at each of eight levels: the third, counted from within, would have 262,144.
    `TEXT_TOO_LONG ${at}${'/Fn::Sub/1/a'.repeat(5)}`,
    { parameters: { Serial: 'x'.repeat(4096) } },
  ),
];
