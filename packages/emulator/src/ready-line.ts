import type { DeviceFiles } from './device-files.js';
import type { Emulator } from './emulator.js';

/**
 * What an emulator prints when it is ready, for programs: where it is, and what devices need, as one line of JSON.
 *
 * @example
 * const files = await writeDeviceFiles(await openDeviceFolder('emulator'), emulator);
 * JSON.parse(readyLine(emulator, files)).templateName; // 'first-fleet'
 */
export function readyLine(
  { mqtt: { host, port }, http: { url }, templateName }: Emulator,
  { ca, claimCertificate, claimKey }: DeviceFiles,
): string {
  const line = {
    mqtt: { host, port },
    http: { url },
    templateName,
    ca,
    claimCertificate,
    claimKey,
  };
  return `${JSON.stringify(line)}\n`;
}
