import type { Input } from './inputs.js';
import type { Readings } from './read-on.js';

/**
 * The manifest says `reject` of these, and they are read: written as they should be, they are refused, if at all, for what they say.
 * The first three are the sound ones of series in which the other files have one broken extension each (the leaf has a CA's
 * key usage); the last two have one policy twice, as one file has it that must be read.
 */
const readable: readonly string[] = [
  'bssl-x509-invalid_extension_leaf.pem',
  'bssl-x509-invalid_extension_intermediate.pem',
  'bssl-x509-invalid_extension_root.pem',
  'bssl-x509-policy_leaf_duplicate.pem',
  'bssl-x509-policy_intermediate_duplicate.pem',
];

const readers = ['node:crypto', 'node-forge'] as const;
/** For a certificate as it is found, and for a text that was made to take long. */
const longest = { certificate: 250, hostile: 50 } as const;

/** What is wrong with the readings of one Node. */
export function faultsOf(
  version: string,
  inputs: readonly Input[],
  { byName, aborts }: Readings,
  kind: keyof typeof longest,
): readonly string[] {
  const faults = aborts.map((abort) => `Node ${version} ${abort}`);
  for (const { name, expect } of inputs) {
    const readings = byName.get(name);
    if (readings === undefined) faults.push(`Node ${version} did not read ${name}`);
    readings?.forEach(({ code, ms }, at) => {
      const fault = verdictFault(name, expect, code) ?? tooLong(ms, longest[kind]);
      if (fault !== undefined) faults.push(`Node ${version}, ${readers[at]}: ${name}: ${fault}`);
    });
    const [first, second] = (readings ?? []).map(({ code }) => code === 'read');
    if (first !== second) faults.push(`Node ${version}: the readers differ on ${name}`);
  }
  return faults;
}

function verdictFault(name: string, expect: Input['expect'], code: string): string | undefined {
  const read = code === 'read';
  if (expect === 'reject' && read && !readable.includes(name)) return 'read, and must be refused';
  const mustRead = expect === 'parse' || expect === 'accept';
  return mustRead && !read ? `refused as ${code}, and must be read` : undefined;
}

const tooLong = (ms: number, limit: number): string | undefined =>
  ms > limit ? `took ${ms.toFixed(1)} ms, over ${limit}` : undefined;

/** Where two versions of Node do not say the same. */
export function differences(a: Readings['byName'], b: Readings['byName']): readonly string[] {
  const codes = (byName: Readings['byName'], name: string): string | undefined =>
    byName
      .get(name)
      ?.map(({ code }) => code)
      .join();
  return [...a.keys()]
    .filter((name) => codes(a, name) !== codes(b, name))
    .map((name) => `${name}: ${codes(a, name)} on one Node, ${codes(b, name)} on another`);
}

/** The longest reading of all, in milliseconds. */
export const slowest = ({ byName }: Readings): number =>
  Math.max(0, ...[...byName.values()].flat().map(({ ms }) => ms));
