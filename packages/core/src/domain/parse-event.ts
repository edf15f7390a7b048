import {
  type EventFields,
  isCertificateId,
  kindOf,
  type RefusedEvent,
  refused,
} from './event-fields.js';
import { limits } from './limits.js';
import { parseParameters } from './parse-parameters.js';
import { parseTemplateArn, type TemplateArn } from './template-arn.js';
import { faultInText } from './text.js';

/** An event whose fields are what the contract says, the certificate not yet read. */
export interface ParsedEvent {
  readonly kind: 'event';
  readonly claimCertificateId: string;
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly template: TemplateArn;
  readonly clientId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Fields in, typed out, or the reason why not. Absent `parameters` are empty.
 *
 * @param protectedNames parameters that only the hook may set
 */
export function parseEvent(
  event: EventFields,
  protectedNames: ReadonlySet<string>,
): ParsedEvent | RefusedEvent {
  const { certificatePem, clientId } = event;
  if (!isCertificateId(event.certificateId)) {
    return refused('CERTIFICATE_ID_INVALID', `certificateId is ${kindOf(event.certificateId)}`);
  }
  if (!isCertificateId(event.claimCertificateId)) {
    return refused(
      'CLAIM_CERTIFICATE_ID_INVALID',
      `claimCertificateId is ${kindOf(event.claimCertificateId)}`,
    );
  }
  const template = parseTemplateArn(event.templateArn);
  if (template === undefined) {
    return refused('TEMPLATE_ARN_INVALID', `templateArn is ${kindOf(event.templateArn)}`);
  }
  if (typeof clientId !== 'string' || clientId === '' || clientId.length > limits.clientIdLength) {
    return refused('CLIENT_ID_INVALID', `clientId is ${kindOf(clientId)}`);
  }
  const fault = faultInText(clientId);
  if (fault !== undefined) return refused(fault, 'in clientId');
  if (typeof certificatePem !== 'string') {
    return refused('PEM_MISSING', `certificatePem is ${kindOf(certificatePem)}`);
  }
  if (certificatePem.length > limits.pemLength) {
    return refused('PEM_TOO_LARGE', `certificatePem is ${kindOf(certificatePem)}`);
  }
  const parameters = parseParameters(event.parameters, protectedNames);
  if (parameters.kind === 'refused') return parameters;
  return {
    kind: 'event',
    claimCertificateId: event.claimCertificateId,
    certificateId: event.certificateId,
    certificatePem,
    template,
    clientId,
    parameters: parameters.values,
  };
}
