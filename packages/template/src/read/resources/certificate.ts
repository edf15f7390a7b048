import { pointerTo } from '../../pointer.js';
import type { CertificateResource } from '../../template.js';
import { onlyKnown } from '../only-known.js';
import type { Scope } from '../scope.js';
import type { DeclaredResource } from './declared-resource.js';
import { type Overridable, readOverrides } from './override-settings.js';
import { optional, required } from './property.js';

const overridable: readonly Overridable<'Status'>[] = [
  { property: 'Status', names: ['Status'], merges: false },
];

/** What just-in-time provisioning and bulk registration take, and fleet provisioning does not. */
const otherSources = ['CertificateSigningRequest', 'CertificatePem', 'CACertificatePem'];

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html#certificate-resources */
export function readCertificate(
  resource: DeclaredResource,
  scope: Scope,
): CertificateResource | undefined {
  const { logicalId, properties, inside } = resource;
  onlyKnown(properties, ['CertificateId', 'Status', ...otherSources], inside, scope.report);
  const others = otherSources.filter((name) => properties.has(name));
  for (const name of others) {
    const message = `Fleet templates do not take ${name}; write "CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}.`;
    scope.report('CERTIFICATE_SOURCE_UNSUPPORTED', pointerTo(inside, name), message);
  }
  // One fault is enough for a certificate that is given by something else.
  const read = others.length > 0 ? optional : required;
  const certificateId = read(resource, 'CertificateId', scope);
  const status = optional(resource, 'Status', scope);
  const overrides = readOverrides(resource, overridable, scope);
  return certificateId && { logicalId, certificateId, ...(status && { status }), overrides };
}
