import { type TemplateRow, value } from './row.js';

const at = '/DeviceConfiguration/value';
const split = (delimiter: unknown, source: unknown, index: number) => ({
  'Fn::Select': [index, { 'Fn::Split': [delimiter, source] }],
});
const inside = `${at}/Fn::Select/1/Fn::Split`;

export const splitRows: readonly TemplateRow[] = [
  value('Fn::Split', split('|', 'a|b|c', 2), '"c"'),
  value('Fn::Split, empty values', split('|', 'a||c|', 1), '""'),
  value('Fn::Split, empty last value', split('|', 'a||c|', 3), '""'),
  value('Fn::Split, delimiter absent', split('|', 'abc', 0), '"abc"'),
  value('Fn::Split, long delimiter', split('::', 'a::b:c', 1), '"b:c"'),
  value('Fn::Split, delimiter is no pattern', split('.', 'a.b', 0), '"a"'),
  value('Fn::Split, empty delimiter', split('', 'abc', 0), `FUNCTION_MALFORMED ${inside}/0`),
  value(
    'Fn::Split, source missing',
    { 'Fn::Select': [0, { 'Fn::Split': [','] }] },
    `FUNCTION_MALFORMED ${inside}`,
  ),
  value('Fn::Split, source is a list', split(',', ['a'], 0), `TEXT_EXPECTED ${inside}/1`),
  value('Fn::Split, as a text', { 'Fn::Split': [',', 'a,b'] }, `TEXT_EXPECTED ${at}`),
];
