import { seeded } from '../seeded.js';
import type { SuiteOptions } from '../suite.js';
import { eventWith, hookFor, toPem } from './asking.js';
import { vectors } from './page.js';

interface Case {
  readonly what: string;
  readonly proof: Readonly<Record<'FactoryChain' | 'FactoryProof', string>>;
}

/**
 * Flips one bit of the page's proofs, of the text of their chains, or of a certificate in them: none is ever permitted, and
 * none rings the operator's alarm.
 */
export async function flips({ seed, runs, progress }: SuiteOptions) {
  const hook = hookFor(toPem(vectors.anchor), vectors.timestamp * 1_000);
  const newCertificate = toPem(vectors.newCertificate);
  const random = seeded(seed);
  const faults: string[] = [];
  for (const algorithm of vectors.proofs.keys()) {
    const { outcome } = await hook.decide(eventWith(newCertificate, proofOf(algorithm)));
    if (outcome !== 'ALLOW') faults.push(`the page's proof ${algorithm + 1} is not permitted`);
  }
  for (let done = 0; done < runs; done += 1) {
    const { what, proof } = flipped(proofOf(Math.floor(random() * vectors.proofs.length)), random);
    const decision = await hook.decide(eventWith(newCertificate, proof));
    if (decision.outcome !== 'DENY_POLICY') faults.push(`${what}: ${decision.outcome}`);
    if (done % 10_000 === 9_999) progress(`${done + 1} of ${runs} bits flipped`);
  }
  return { count: runs, faults };
}

function proofOf(index: number): Case['proof'] {
  const { device = '', FactoryProof = '' } = vectors.proofs[index] ?? {};
  return { FactoryChain: vectors.devices[device]?.FactoryChain ?? '', FactoryProof };
}

function flipped({ FactoryChain, FactoryProof }: Case['proof'], random: () => number): Case {
  const where = Math.floor(random() * 3);
  if (where === 0) {
    const { text, what } = flipText(FactoryProof, random);
    return { what: `bit ${what} of a proof`, proof: { FactoryChain, FactoryProof: text } };
  }
  if (where === 1) {
    const { text, what } = flipText(FactoryChain, random);
    return { what: `bit ${what} of a chain`, proof: { FactoryChain: text, FactoryProof } };
  }
  const bodies = FactoryChain.split('.');
  const which = Math.floor(random() * bodies.length);
  const der = Buffer.from(bodies[which] ?? '', 'base64');
  const what = flip(der, random);
  return {
    what: `bit ${what} of certificate ${which + 1}`,
    proof: { FactoryChain: bodies.with(which, der.toString('base64')).join('.'), FactoryProof },
  };
}

function flipText(text: string, random: () => number) {
  const octets = Buffer.from(text, 'latin1');
  const what = flip(octets, random);
  return { text: octets.toString('latin1'), what };
}

function flip(octets: Buffer, random: () => number): number {
  const bit = Math.floor(random() * octets.length * 8);
  octets.writeUInt8(octets.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return bit;
}
