import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '@gangway/testing';
import { everyExtension, hostilePems, mutationsOf } from '@gangway/testing/contracts';
import fc from 'fast-check';

/** A text for a reader, and what a manifest says must become of it. */
export interface Input {
  readonly name: string;
  readonly pem: string;
  readonly expect?: 'reject' | 'parse' | 'accept' | 'either';
}

interface Chain {
  readonly id: string;
  readonly leaf: string;
  readonly intermediates: readonly string[];
  readonly roots: readonly string[];
}

/** Third-party certificates, or why there are none. */
export function thirdPartyInputs(): readonly Input[] | { readonly missing: string } {
  const data = process.env.GANGWAY_TESTDATA;
  if (data === undefined) return { missing: 'GANGWAY_TESTDATA names no folder' };
  const folder = join(data, 'x509');
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const files = ['odd-manifest.json', 'chains-limbo.json', 'chains-pkits.json'];
  const absent = files.find((file) => !existsSync(join(folder, file)));
  if (absent !== undefined) return { missing: `GANGWAY_TESTDATA has no x509/${absent}` };
  const odd = (JSON.parse(read('odd-manifest.json')) as (Input & { file: string })[]).map(
    ({ file, expect }) => ({ name: file, pem: read(join('odd', file)), expect }),
  );
  const chains = files.slice(1).flatMap((file) => JSON.parse(read(file)) as Chain[]);
  return [...odd, ...certificatesOf(chains)].map((input) => input as Input);
}

/** Each certificate once, under the first place where it stands. */
function certificatesOf(chains: readonly Chain[]): readonly Input[] {
  const seen = new Map<string, Input>();
  for (const { id, leaf, intermediates, roots } of chains) {
    for (const [role, pems] of Object.entries({ leaf: [leaf], intermediates, roots })) {
      for (const pem of pems) if (!seen.has(pem)) seen.set(pem, { name: `${role} of ${id}`, pem });
    }
  }
  return [...seen.values()];
}

const toPem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;

/** Texts that are made to keep a reader busy, and random ones. */
export async function hostileInputs(seed: number, runs: number): Promise<readonly Input[]> {
  const rich = await makeCertificate({ extensions: everyExtension() });
  const sample = (what: string, pems: fc.Arbitrary<string>): Input[] =>
    fc.sample(pems, { seed, numRuns: runs }).map((pem, at) => ({ name: `${what} ${at}`, pem }));
  const bytes = fc.uint8Array({ maxLength: 12_246, size: 'max' });
  return [
    ...Object.entries(hostilePems()).map(([name, pem]) => ({ name, pem })),
    ...sample('random text', fc.string({ unit: 'binary', maxLength: 65_536, size: 'max' })),
    ...sample('random octets', bytes.map(toPem)),
    ...sample(
      'random octets in a SEQUENCE',
      bytes.map((content) => toPem(inSequence(content))),
    ),
    ...sample('a mutated certificate', mutationsOf(rich.der).map(toPem)),
  ];
}

const inSequence = (content: Uint8Array): Buffer =>
  Buffer.from([0x30, 0x82, content.length >> 8, content.length & 0xff, ...content.subarray(0, -4)]);
