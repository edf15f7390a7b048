import { type TemplateRow, value } from './row.js';

const at = '/DeviceConfiguration/value';

export const joinRows: readonly TemplateRow[] = [
  value('Fn::Join', { 'Fn::Join': ['-', ['a', 'b', 'c']] }, '"a-b-c"'),
  value(
    'Fn::Join, no delimiter',
    { 'Fn::Join': ['', ['pump_', { Ref: 'Serial' }]] },
    '"pump_SN-0001"',
  ),
  value('Fn::Join, one value', { 'Fn::Join': [',', ['a']] }, '"a"'),
  value('Fn::Join, no value', { 'Fn::Join': [',', []] }, '""'),
  value('Fn::Join, long delimiter', { 'Fn::Join': [' and ', ['a', 'b']] }, '"a and b"'),
  value(
    'Fn::Join, of Fn::Split',
    { 'Fn::Join': ['/', { 'Fn::Split': [',', { Ref: 'List' }] }] },
    '"a/b/c"',
  ),
  value(
    'Fn::Join, computed delimiter',
    { 'Fn::Join': [{ Ref: 'Site' }, ['a']] },
    `FUNCTION_MALFORMED ${at}/Fn::Join/0`,
  ),
  value('Fn::Join, of a text', { 'Fn::Join': ['', 'abc'] }, `LIST_EXPECTED ${at}/Fn::Join/1`),
  value(
    'Fn::Join, of Ref',
    { 'Fn::Join': ['', { Ref: 'List' }] },
    `LIST_EXPECTED ${at}/Fn::Join/1`,
  ),
  value(
    'Fn::Join, null in the list',
    { 'Fn::Join': ['', ['a', null]] },
    `TEXT_EXPECTED ${at}/Fn::Join/1/1`,
  ),
  value(
    'Fn::Join, three arguments',
    { 'Fn::Join': ['', ['a'], 'b'] },
    `FUNCTION_MALFORMED ${at}/Fn::Join`,
  ),
  value('Fn::Join, one colon', { 'Fn:Join': ['', ['a']] }, `FUNCTION_UNKNOWN ${at}`),
  value(
    'Fn::Join, too long',
    { 'Fn::Join': ['-'.repeat(100), { 'Fn::Split': ['a', { Ref: 'Serial' }] }] },
    `TEXT_TOO_LONG ${at}`,
    { parameters: { Serial: 'a'.repeat(2000) } },
  ),
];
