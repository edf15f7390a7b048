import { randomBytes } from 'node:crypto';
import type { HopInput } from '../commands/keys-hop.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { writeNewSecretFile } from './secret-file.js';

/**
 * Makes a key of the hop, as Standard Webhooks writes it: 32 random octets, the strength that HMAC-SHA256 has room for.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function runHop({ out, json }: HopInput, io: Io): Promise<ExitCode> {
  const key = `whsec_${randomBytes(32).toString('base64')}`;
  if (out === undefined) {
    io.out(json === true ? `${JSON.stringify({ key })}\n` : `${key}\n`);
    return exitCode.done;
  }
  await writeNewSecretFile(out, `${key}\n`);
  if (json === true) io.out(`${JSON.stringify({ outcome: 'CREATED', out })}\n`);
  else io.out(`a key of the hop is in ${out}\n`);
  return exitCode.done;
}
