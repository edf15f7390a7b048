import type { DeviceFiles } from './device-files.js';
import type { Emulator } from './emulator.js';

/**
 * What an emulator prints when it is ready, for programs: where it is, and what devices need, as one line of JSON.
 *
 * @example
 * process.stdout.write(readyLine(emulator, files)); // {"mqtt":{"host":"127.0.0.1","port":8883},"http":…
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
