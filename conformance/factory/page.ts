import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/factory-identity.md', import.meta.url), 'utf8');

/** The script with which docs/factory-identity.md has `openssl` make a proof. */
export const pageScript: string = partOf(/^```sh\n(.*?)^```$/ms);

interface Vectors {
  readonly serialNumber: string;
  readonly timestamp: number;
  readonly anchor: string;
  readonly newCertificate: string;
  readonly devices: Readonly<Record<string, { readonly FactoryChain: string }>>;
  readonly proofs: readonly {
    readonly algorithm: string;
    readonly device: string;
    readonly FactoryProof: string;
  }[];
}

/** The page's test vectors. */
export const vectors: Vectors = JSON.parse(partOf(/^<!-- test vectors -->\n```json\n(.*?)^```$/ms));

function partOf(form: RegExp): string {
  const [, part] = form.exec(page) ?? [];
  if (part === undefined) throw new Error(`docs/factory-identity.md has no ${form}`);
  return part;
}
