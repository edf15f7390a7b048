import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Chain {
  readonly id: string;
  readonly leaf: string;
  readonly intermediates: readonly string[];
  readonly roots: readonly string[];
}

const files = ['chains-limbo.json', 'chains-pkits.json'].map((file) =>
  join(process.env.GANGWAY_TESTDATA ?? '', 'x509', file),
);

/** Each certificate of the third-party chains once, with the chain and the place where it was first seen. */
export const chainCertificates: ReadonlyMap<string, string> =
  process.env.GANGWAY_TESTDATA !== undefined && files.every((file) => existsSync(file))
    ? distinct(files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Chain[]))
    : new Map();

export const chainsNote =
  chainCertificates.size === 0
    ? '(SKIPPED: GANGWAY_TESTDATA does not name a folder that holds x509/chains-limbo.json and x509/chains-pkits.json)'
    : `(${chainCertificates.size} certificates)`;

function distinct(chains: readonly Chain[]): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  for (const { id, leaf, intermediates, roots } of chains) {
    for (const [role, pems] of Object.entries({ leaf: [leaf], intermediates, roots })) {
      for (const pem of pems) if (!seen.has(pem)) seen.set(pem, `${role} of ${id}`);
    }
  }
  return seen;
}
