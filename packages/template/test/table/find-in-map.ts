import { type TemplateRow, value } from './row.js';

const at = '/DeviceConfiguration/value';
const find = (...names: unknown[]) => ({ 'Fn::FindInMap': names });

export const findInMapRows: readonly TemplateRow[] = [
  value('Fn::FindInMap', find('Sites', 'Oslo', 'url'), '"https://oslo.example"'),
  value('Fn::FindInMap, by parameter', find('Sites', { Ref: 'Site' }, 'zone'), '"north"'),
  value(
    'Fn::FindInMap, all computed',
    find({ 'Fn::Join': ['', ['Si', 'tes']] }, { Ref: 'Site' }, { 'Fn::Sub': 'zone' }),
    '"north"',
  ),
  value(
    'Fn::FindInMap, key not there',
    find('Sites', { Ref: 'Site' }, 'zone'),
    `MAPPING_KEY_MISSING ${at}`,
    {
      parameters: { Site: 'Atlantis' },
    },
  ),
  value(
    'Fn::FindInMap, inherited name',
    find('Sites', { Ref: 'Site' }, 'length'),
    `MAPPING_KEY_MISSING ${at}`,
    {
      parameters: { Site: 'constructor' },
    },
  ),
  value(
    'Fn::FindInMap, map unknown',
    find('Towns', 'Oslo', 'url'),
    `MAPPING_UNKNOWN ${at}/Fn::FindInMap/0`,
  ),
  value(
    'Fn::FindInMap, first key unknown',
    find('Sites', 'Rome', 'url'),
    `MAPPING_UNKNOWN ${at}/Fn::FindInMap/1`,
  ),
  value(
    'Fn::FindInMap, second key unknown',
    find('Sites', 'Oslo', 'x'),
    `MAPPING_UNKNOWN ${at}/Fn::FindInMap/2`,
  ),
  value(
    'Fn::FindInMap, one level',
    find('Sites', 'Oslo'),
    `FUNCTION_MALFORMED ${at}/Fn::FindInMap`,
  ),
];
