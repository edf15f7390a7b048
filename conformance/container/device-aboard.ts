import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../devices/device-client.js';
import { mqttClient } from '../devices/mqtt-client.js';

export interface EmulatorContainer {
  /** Where its credentials were copied to. */
  readonly credentials: string;
  readonly port: number;
  /** A device that the hook lets in. */
  readonly serial: string;
}

/**
 * A device comes aboard through an emulator in a container: keys, a thing, and a connection as that thing; one that the hook
 * does not know is refused. The hook is asked in a container of its own.
 */
export async function aboardFaults({
  credentials,
  port,
  serial,
}: EmulatorContainer): Promise<readonly string[]> {
  const file = (name: string) => readFile(join(credentials, name), 'utf8');
  const device = mqttClient(5);
  const place = { host: '127.0.0.1', port, ca: await file('ca.pem') };
  const claim = await device.connect({
    ...place,
    certificate: await file('claim.pem'),
    privateKey: await file('claim.key'),
    clientId: 'claim',
  });
  try {
    const register = async (SerialNumber: string) => {
      const created = accepted(await claim.createKeys());
      const token = String(created.certificateOwnershipToken);
      return { created, answer: await claim.register('first-fleet', token, { SerialNumber }) };
    };
    const unknown = await register('SN-nobody');
    const { created, answer } = await register(serial);
    const { thingName, deviceConfiguration } = accepted(answer);
    const session = await device.connect({
      ...place,
      certificate: String(created.certificatePem),
      privateKey: String(created.privateKey),
      clientId: String(thingName),
    });
    await session.echo(`devices/${String(thingName)}/hello`).finally(() => session.close());
    return [
      ...(unknown.answer.kind === 'rejected' && unknown.answer.statusCode === 403
        ? []
        : [`emulator: an unknown device: ${JSON.stringify(unknown.answer)}`]),
      ...(thingName === serial && JSON.stringify(deviceConfiguration)?.includes('Bergen')
        ? []
        : [`emulator: ${serial} was answered ${JSON.stringify(answer)}`]),
    ];
  } finally {
    await claim.close();
  }
}

function accepted(answer: Answer): Readonly<Record<string, unknown>> {
  if (answer.kind === 'accepted') return answer.payload;
  throw new Error(`rejected: ${String(answer.statusCode)} ${String(answer.errorCode)}`);
}
