import { type TemplateRow, value } from './row.js';

const at = '/DeviceConfiguration/value';
const items = ['apples', 'grapes', 'oranges'];

export const selectRows: readonly TemplateRow[] = [
  value('Fn::Select, number', { 'Fn::Select': [0, items] }, '"apples"'),
  value('Fn::Select, text', { 'Fn::Select': ['1', items] }, '"grapes"'),
  value('Fn::Select, last', { 'Fn::Select': [2, items] }, '"oranges"'),
  value('Fn::Select, computed index', { 'Fn::Select': [{ Ref: 'Serial' }, items] }, '"oranges"', {
    parameters: { Serial: '2' },
  }),
  value(
    'Fn::Select, of Fn::Split',
    { 'Fn::Select': [1, { 'Fn::Split': [',', { Ref: 'List' }] }] },
    '"b"',
  ),
  value('Fn::Select, of functions', { 'Fn::Select': [0, [{ Ref: 'Site' }]] }, '"Oslo"'),
  value('Fn::Select, out of bounds', { 'Fn::Select': [3, items] }, `SELECT_OUT_OF_BOUNDS ${at}`),
  value('Fn::Select, of an empty list', { 'Fn::Select': [0, []] }, `SELECT_OUT_OF_BOUNDS ${at}`),
  value(
    'Fn::Select, split too short',
    { 'Fn::Select': [3, { 'Fn::Split': [',', { Ref: 'List' }] }] },
    `SELECT_OUT_OF_BOUNDS ${at}`,
  ),
  value(
    'Fn::Select, null value',
    { 'Fn::Select': [0, [null]] },
    `TEXT_EXPECTED ${at}/Fn::Select/1/0`,
  ),
  value(
    'Fn::Select, below 0',
    { 'Fn::Select': [-1, items] },
    `FUNCTION_MALFORMED ${at}/Fn::Select/0`,
  ),
  value(
    'Fn::Select, half',
    { 'Fn::Select': [0.5, items] },
    `FUNCTION_MALFORMED ${at}/Fn::Select/0`,
  ),
  value(
    'Fn::Select, no number',
    { 'Fn::Select': ['x', items] },
    `FUNCTION_MALFORMED ${at}/Fn::Select/0`,
  ),
  value(
    'Fn::Select, computed, no number',
    { 'Fn::Select': [{ Ref: 'Site' }, items] },
    `SELECT_INDEX_INVALID ${at}/Fn::Select/0`,
  ),
];
