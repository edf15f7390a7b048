import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import { certificateIdParameter } from '../../read/parameters.js';
import type { CertificateResource } from '../../template.js';
import type { Found, LintRule } from '../subject.js';

/** A certificate that is not activated, or is not the device's own. */
export const certificate: LintRule = ({ template }) => {
  if (template.certificate === undefined) {
    return [
      {
        code: 'CERTIFICATE_MISSING',
        at: '/Resources',
        message: `No resource is an AWS::IoT::Certificate, and AWS IoT deletes a certificate that is not activated within the hour. Add one, with its CertificateId { "Ref": "${certificateIdParameter}" }.`,
      },
    ];
  }
  return [...otherCertificate(template.certificate), ...notActive(template.certificate)];
};

function otherCertificate({ certificateId }: CertificateResource): readonly Found[] {
  if (isOwnId(certificateId)) return [];
  return [
    {
      code: 'CERTIFICATE_NOT_OWN',
      at: certificateId.at,
      message: `Only the certificate that this device was just given may be provisioned here. Write { "Ref": "${certificateIdParameter}" }.`,
    },
  ];
}

function isOwnId(expression: TextExpression): boolean {
  if (expression.kind === 'ref') return expression.name === certificateIdParameter;
  if (expression.kind !== 'sub') return false;
  const [piece, ...more] = expression.pieces;
  return piece?.kind === 'variable' && piece.name === certificateIdParameter && more.length === 0;
}

function notActive({ logicalId, status }: CertificateResource): readonly Found[] {
  if (status === undefined) {
    return [
      {
        code: 'CERTIFICATE_STATUS_ABSENT',
        at: pointerTo('/Resources', logicalId),
        message:
          'Without a Status the certificate becomes ACTIVE, as AWS IoT documents. Say so: "Status": "ACTIVE".',
      },
    ];
  }
  if (status.kind !== 'text' || status.text.toUpperCase() !== 'INACTIVE') return [];
  return [
    {
      code: 'CERTIFICATE_INACTIVE',
      at: status.at,
      message:
        'The device cannot connect with an INACTIVE certificate. Write ACTIVE, unless somebody activates each one later.',
    },
  ];
}
