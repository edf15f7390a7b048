import { createPublicKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anEvent, type ClaimsIssuer, makeClaimsIssuer } from '@gangway/testing';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { run } from '../command.js';
import { algorithms, audience, issuer } from './deciding.js';

/** Tokens by `makeClaimsIssuer` are verified by jose, and by `openssl`. */
export async function verifiedElsewhere(
  folder: string,
): Promise<{ done: number; faults: string[] }> {
  const faults: string[] = [];
  let done = 0;
  for (const algorithm of algorithms) {
    const one = await makeClaimsIssuer({ algorithm, issuer, audience });
    const token = one.sign(one.claimsFor(anEvent()));
    for (const [name, verify] of [
      ['jose', byJose],
      ['openssl', byOpenssl],
    ] as const) {
      await verify(one, token, folder).catch((error: unknown) => {
        faults.push(`${name} does not verify ${algorithm}: ${error}`);
      });
      done += 1;
    }
  }
  return { done, faults };
}

async function byJose(one: ClaimsIssuer, token: string): Promise<void> {
  const jwks = createLocalJWKSet({ keys: one.jwks.keys.map((key) => ({ kty: '', ...key })) });
  await jwtVerify(token, jwks, { issuer, audience, subject: 'SN-0001' });
}

async function byOpenssl(
  { algorithm, jwks: { keys } }: ClaimsIssuer,
  token: string,
  folder: string,
): Promise<void> {
  const [key = {}] = keys;
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const at = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(at + 1), 'base64url');
  await writeFile(join(folder, 'public.pem'), pem);
  await writeFile(join(folder, 'input'), token.slice(0, at));
  await writeFile(
    join(folder, 'signature'),
    algorithm.startsWith('ES') ? ecdsaSigValue(signature) : signature,
  );
  await run('openssl', verifying(algorithm), { cwd: folder });
}

function verifying(algorithm: string): readonly string[] {
  const files = ['-signature', 'signature', 'input'];
  const dgst = ['dgst', `-sha${algorithm.slice(2)}`, '-verify', 'public.pem'];
  const padding = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'];
  switch (algorithm.slice(0, 2)) {
    case 'ES':
    case 'RS':
      return [...dgst, ...files];
    case 'PS':
      return [...dgst, ...padding, ...files];
    default: {
      const keys = ['-verify', '-rawin', '-pubin', '-inkey', 'public.pem'];
      return ['pkeyutl', ...keys, '-sigfile', 'signature', '-in', 'input'];
    }
  }
}

/** RFC 3279 section 2.2.3: what a JWS has side by side, as two DER integers. */
function ecdsaSigValue(raw: Buffer): Buffer {
  const half = raw.length / 2;
  const integers = Buffer.concat([raw.subarray(0, half), raw.subarray(half)].map(integer));
  return Buffer.concat([Buffer.from([0x30]), lengthOf(integers.length), integers]);
}

function integer(octets: Buffer): Buffer {
  const significant = octets.subarray(octets.findIndex((octet) => octet !== 0));
  const [first = 0] = significant;
  const content = first < 0x80 ? significant : Buffer.concat([Buffer.from([0]), significant]);
  return Buffer.concat([Buffer.from([0x02]), lengthOf(content.length), content]);
}

const lengthOf = (length: number): Buffer => Buffer.from(length < 0x80 ? [length] : [0x81, length]);
