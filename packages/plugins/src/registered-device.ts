import {
  type Deny,
  type DeviceRecord,
  DeviceRegistry,
  definePlugin,
  deny,
  errorCode,
  fact,
  PortError,
  type ProvisioningRequest,
  permit,
  policyCode,
} from '@gangway/core';
import * as v from 'valibot';
import { readRecord } from './device/answered-record.js';
import { deviceRecord } from './device/device-record.js';
import { writeMoment } from './text/moment.js';
import { parameterName } from './text/parameter-name.js';
import { quote } from './text/quote.js';

export { deviceRecord } from './device/device-record.js';

const options = v.strictObject({
  /** Name of the parameter that carries the device's id. */
  serialNumber: parameterName,
});

/**
 * Asks the registry whether the device is known, by the exact serial number that it sent, and whether its record lets it
 * come aboard now: state, claim certificate, template, batch window. Gives the record as the fact `device-record`.
 *
 * A registry that cannot be asked is no "no": what it throws becomes a `DENY_ERROR`.
 *
 * @example registeredDevice({ serialNumber: 'SerialNumber' })
 */
export const registeredDevice = definePlugin({
  name: 'registered-device',
  options,
  needs: { registry: DeviceRegistry },
  facts: { gives: [deviceRecord] },
  reasonCodes: {
    SERIAL_NUMBER_MISSING: policyCode(
      'The parameter that carries the serial number is absent or empty.',
      'Let the device send its serial number under that name.',
    ),
    DEVICE_UNKNOWN: policyCode(
      'The registry has no device of that serial number.',
      'Add the device to the registry if it is one of yours.',
    ),
    DEVICE_BLOCKED: policyCode(
      'The device is blocked in the registry.',
      'Find out why it was blocked before anything else.',
    ),
    DEVICE_RETIRED: policyCode(
      'The device is retired in the registry.',
      'Take it back if it is to come again: `gangway devices restore`, or its line in a static list.',
    ),
    DEVICE_CLAIM_NOT_ALLOWED: policyCode(
      "The claim certificate is not one of those that the device's record names.",
      'See which line or batch that claim certificate was made for.',
    ),
    DEVICE_TEMPLATE_NOT_ALLOWED: policyCode(
      "The template is not one of those that the device's record names.",
      'Let the device register with its own template, or add this one to its record.',
    ),
    DEVICE_BATCH_NOT_YET_OPEN: policyCode(
      "The device's batch may not come aboard yet.",
      "Wait, or change the batch's `notBefore`.",
    ),
    DEVICE_BATCH_CLOSED: policyCode(
      "The device's batch may no longer come aboard.",
      "Change the batch's `notAfter` if late devices are wanted.",
    ),
    REGISTRY_ANSWER_MALFORMED: errorCode(
      'The registry answered with another device, or with something that is no record.',
      'Mend the registry; its contract suite in @gangway/testing shows what it must do.',
    ),
  },
  build: ({ serialNumber }) => ({
    parameters: [serialNumber],
    checks: {
      'registered-device': async (request, { ports, signal }) => {
        // An empty serial is asked of no registry: some would find the first device, or all.
        const id = request.parameters[serialNumber] ?? '';
        if (id === '') {
          return deny('SERIAL_NUMBER_MISSING', `the parameter "${serialNumber}"`);
        }
        const answer: unknown = await ports.registry.find(id, { signal });
        if (answer === undefined) return deny('DEVICE_UNKNOWN', `no device ${quote(id)}`);
        const record = checkAnswer(id, answer);
        return faultInRecord(record, request) ?? permit(fact(deviceRecord, record));
      },
    },
  }),
});

/** @throws PortError `REGISTRY_ANSWER_MALFORMED` */
function checkAnswer(id: string, answer: unknown): DeviceRecord {
  const record = readRecord(answer);
  if (typeof record === 'string') {
    throw malformed(`asked for ${quote(id)}, was given no record: ${record}`);
  }
  if (record.id !== id) throw malformed(`asked for ${quote(id)}, was given ${quote(record.id)}`);
  return record;
}

const malformed = (message: string) => new PortError('REGISTRY_ANSWER_MALFORMED', message);

function faultInRecord(record: DeviceRecord, request: ProvisioningRequest): Deny | undefined {
  const { id, state, claimCertificateIds, templates } = record;
  if (state === 'blocked') return deny('DEVICE_BLOCKED', `the device ${quote(id)}`);
  if (state === 'retired') return deny('DEVICE_RETIRED', `the device ${quote(id)}`);
  if (claimCertificateIds?.includes(request.claimCertificateId) === false) {
    return deny('DEVICE_CLAIM_NOT_ALLOWED', `${quote(id)} with ${request.claimCertificateId}`);
  }
  if (templates?.includes(request.template.name) === false) {
    return deny('DEVICE_TEMPLATE_NOT_ALLOWED', `${quote(id)} through ${request.template.name}`);
  }
  return faultInBatch(record, request.receivedAt);
}

function faultInBatch({ batch }: DeviceRecord, now: number): Deny | undefined {
  if (batch === undefined) return undefined;
  const { id, notBefore = now, notAfter = now } = batch;
  // Asked as "is it inside", so that a time that is no number is outside.
  if (!(notBefore <= now)) {
    return deny('DEVICE_BATCH_NOT_YET_OPEN', `${quote(id)} opens ${writeMoment(notBefore)}`);
  }
  if (!(now <= notAfter)) {
    return deny('DEVICE_BATCH_CLOSED', `${quote(id)} closed ${writeMoment(notAfter)}`);
  }
  return undefined;
}
