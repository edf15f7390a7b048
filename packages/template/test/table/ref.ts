import { certificateId, type TemplateRow, value } from './row.js';

const at = '/DeviceConfiguration/value';

export const refRows: readonly TemplateRow[] = [
  value('Ref', { Ref: 'Serial' }, '"SN-0001"'),
  value('Ref, default', { Ref: 'Site' }, '"Oslo"'),
  value('Ref, default replaced', { Ref: 'Site' }, '"Bergen"', { parameters: { Site: 'Bergen' } }),
  value('Ref, empty default', { Ref: 'Empty' }, '""'),
  value('Ref, given', { Ref: 'AWS::IoT::Certificate::Id' }, `"${certificateId}"`),
  value(
    'Ref, of JITP',
    { Ref: 'AWS::IoT::Certificate::CommonName' },
    `PARAMETER_UNDECLARED ${at}/Ref`,
  ),
  value('Ref, undeclared', { Ref: 'Fleet' }, `PARAMETER_UNDECLARED ${at}/Ref`, {
    parameters: { Fleet: 'sent all the same' },
  }),
  value('Ref, not a name', { Ref: ['Serial'] }, `FUNCTION_MALFORMED ${at}/Ref`),
  value('Ref, not alone', { Ref: 'Serial', Also: 'x' }, `FUNCTION_MALFORMED ${at}`),
];
