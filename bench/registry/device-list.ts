import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Serial numbers in an order that is not that of their making, as a fleet's are. */
export const deviceIdOf = (index: number): string =>
  `SN-${((index * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}`;

/** Writes a manifest of so many devices: serial number, site, batch. */
export async function writeDeviceList(file: string, devices: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('serialNumber,site,batch\n');
  for (let index = 0; index < devices; index += 1) {
    const more = stream.write(`${deviceIdOf(index)},site-${index % 100},2026-W${index % 52}\n`);
    if (!more) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
