import { isUtf8 } from 'node:buffer';
import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';

// AWS IoT takes 10,240 octets; of more than a hundred times that, nobody wants to know what else is wrong.
const inputLimit = 1_048_576;

/**
 * Reads the body of a template, from standard input for `-`.
 *
 * @throws CliFault `TEMPLATE_NOT_FOUND`, `TEMPLATE_NOT_READABLE`
 */
export async function readTemplateFile(path: string, io: Io): Promise<string> {
  const octets = await readInput(path, 'TEMPLATE', inputLimit, io);
  if (isUtf8(octets) || octets.length > inputLimit) return octets.toString('utf8');
  throw new CliFault('TEMPLATE_NOT_READABLE', `${path} is not text in UTF-8.`);
}
