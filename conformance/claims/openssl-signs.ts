import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anEvent } from '@gangway/testing';
import { run } from '../command.js';
import { carrying, decidingBy } from './deciding.js';

const keyOptions = {
  RS256: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  PS256: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ES256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  EdDSA: ['-algorithm', 'ED25519'],
};

/**
 * Tokens by the script that docs/signed-claims.md shows, made with `openssl` and a shell alone, are permitted.
 *
 * @param ecdsaTokens how many with `ES256`: one of its two integers is shorter than the curve in one signature of 128
 */
export async function opensslSigns(
  folder: string,
  ecdsaTokens: number,
): Promise<{ done: number; faults: string[] }> {
  const page = await readFile(new URL('../../docs/signed-claims.md', import.meta.url), 'utf8');
  const [, script = ''] = /^```sh\n(#!.*?sign\.sh.*?)^```$/ms.exec(page) ?? [];
  await writeFile(join(folder, 'sign.sh'), script);
  const faults: string[] = [];
  let done = 0;
  for (const algorithm of ['RS256', 'PS256', 'ES256', 'EdDSA'] as const) {
    const key = `${algorithm}.pem`;
    await run('openssl', ['genpkey', ...keyOptions[algorithm], '-out', key], { cwd: folder });
    const pem = await run('openssl', ['pkey', '-in', key, '-pubout'], { cwd: folder });
    const jwk = { ...createPublicKey(pem).export({ format: 'jwk' }), kid: 'factory-1' };
    const decide = decidingBy({ keys: [jwk] });
    const event = anEvent();
    await writeFile(join(folder, 'certificate.pem'), event.certificatePem);
    const tokens = algorithm === 'ES256' ? ecdsaTokens : 3;
    for (let token = 0; token < tokens; token += 1) {
      const args = ['sign.sh', algorithm, key, 'SN-0001', 'certificate.pem'];
      const signed = (await run('bash', args, { cwd: folder })).trim();
      const outcome = await decide(carrying(event, signed));
      if (outcome !== 'ALLOW') faults.push(`openssl, ${algorithm}: ${outcome} for ${signed}`);
      done += 1;
    }
  }
  return { done, faults };
}
