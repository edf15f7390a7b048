import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { unreadable } from '../terminal/read-input.js';

/**
 * SHA-256 of a bundle's zip in base64, as Lambda tells that of what it runs; `undefined` where the zip is not at hand.
 *
 * @throws CliFault `MANIFEST_NOT_READABLE`
 */
export async function zipSha256(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    // Only its manifest may have been kept, which tells all but what code is deployed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(path, 'MANIFEST', error);
  }
  return hash.digest('base64');
}
