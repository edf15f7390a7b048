import type { ProvisioningCall } from '../provisioning/provisioning-service.js';
import type { PayloadFormat } from './payload-format.js';

/** A topic that an operation of fleet provisioning is asked for on. */
export interface ProvisioningTopic {
  readonly operation: ProvisioningCall['operation'];
  /** For `RegisterThing`. */
  readonly templateName: string;
  readonly format: PayloadFormat;
}

const pattern =
  /^\$aws\/(?:certificates\/(create|create-from-csr)|provisioning-templates\/([^/]+)\/provision)\/(json|cbor)$/;

/**
 * Reads a request topic of fleet provisioning, or gives `undefined` for every other topic.
 *
 * Any name of a template is taken: whether there is one of that name, the operation says.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 * @example readProvisioningTopic('$aws/certificates/create/json')?.operation; // 'CreateKeysAndCertificate'
 */
export function readProvisioningTopic(topic: string): ProvisioningTopic | undefined {
  const match = pattern.exec(topic);
  if (match === null) return undefined;
  const [, create, templateName = '', format] = match;
  return {
    operation: operationOf(create),
    templateName,
    format: format === 'cbor' ? 'cbor' : 'json',
  };
}

function operationOf(create: string | undefined): ProvisioningTopic['operation'] {
  if (create === undefined) return 'RegisterThing';
  return create === 'create' ? 'CreateKeysAndCertificate' : 'CreateCertificateFromCsr';
}
