import type { TextExpression } from '../expression.js';
import type { CertificateResource, Provisioning } from '../template.js';
import { textOf } from './expression.js';
import { formed, forms } from './form.js';
import type { Given } from './given.js';
import { Refusal } from './refusal.js';

type Certificate = NonNullable<Provisioning['certificate']>;

export const evaluateCertificate = (
  { certificateId, status, overrides }: CertificateResource,
  given: Given,
): Certificate => ({
  certificateId: formed(certificateId, forms.certificateId, given),
  status: status === undefined ? 'ACTIVE' : statusOf(status, given),
  overrides,
});

/** In any letter case: AWS's page asks for ACTIVE, and its examples, Greengrass's among them, write "Active". */
function statusOf(status: TextExpression, given: Given): Certificate['status'] {
  const value = textOf(status, given).toUpperCase();
  if (value === 'ACTIVE' || value === 'INACTIVE') return value;
  throw new Refusal('STATUS_INVALID', status.at, 'Status must be ACTIVE or INACTIVE.');
}
