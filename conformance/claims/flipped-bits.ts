import { anEvent, makeClaimsIssuer } from '@gangway/testing';
import { seeded } from '../seeded.js';
import { audience, carrying, decidingBy, issuer } from './deciding.js';

const signing = ['ES256', 'EdDSA', 'RS256', 'PS256', 'ES384'] as const;

/**
 * Random tokens with one to three bits turned over, wherever they are: none is permitted, and none rings the alarm.
 *
 * @param runs how many tokens
 */
export async function flippedBits(
  runs: number,
  seed: number,
  progress: (line: string) => void,
): Promise<{ done: number; faults: string[] }> {
  const random = seeded(seed);
  const below = (most: number) => Math.floor(random() * most);
  const issuers = await Promise.all(
    signing.map((algorithm) => makeClaimsIssuer({ algorithm, issuer, audience, kid: algorithm })),
  );
  const decide = decidingBy({ keys: issuers.flatMap(({ jwks }) => jwks.keys) });
  const events = Array.from({ length: 20 }, (_, at) => anEvent({ serialNumber: `SN-${at}` }));
  const faults: string[] = [];
  let done = 0;
  while (done < runs) {
    const [one, event] = [issuers[below(issuers.length)], events[below(events.length)]];
    if (one === undefined || event === undefined) break;
    const token = one.sign({ ...one.claimsFor(event), note: 'n'.repeat(below(60)) });
    const outcome = await decide(carrying(event, flipped(token, 1 + below(3), below)));
    if (!outcome.startsWith('DENY_POLICY')) faults.push(`${outcome} for a change of ${token}`);
    // Or nothing was shown.
    if (done % 100 === 0 && (await decide(carrying(event, token))) !== 'ALLOW') {
      faults.push(`not permitted: ${token}`);
    }
    done += 1;
    if (done % 10_000 === 0) progress(`${done} of ${runs} flips`);
  }
  return { done, faults };
}

function flipped(token: string, bits: number, below: (most: number) => number): string {
  const octets = Buffer.from(token, 'latin1');
  const turned = new Set<number>();
  while (turned.size < bits) turned.add(below(octets.length * 8));
  for (const bit of turned) {
    octets.writeUInt8(octets.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  }
  return octets.toString('latin1');
}
