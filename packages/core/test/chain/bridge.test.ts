import { type Certificate, validateChain } from '@gangway/core';
import { type MadeCertificate, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { makeCa, now, outcomeOf, read } from './chain-parts.js';

/** Who has certified whom in a PKI of four hierarchies and a bridge, after RFC 4158 section 2.4; each pair issuer, subject. */
const certified = [
  ...['W F', 'W G', 'F G', 'G F', 'F H', 'H I', 'I H', 'G I', 'W Bridge', 'Bridge W'],
  ...['X J', 'X L', 'J K', 'L M', 'L N', 'X Bridge', 'Bridge X'],
  ...['Y A', 'Y C', 'A C', 'C A', 'A B', 'C B', 'B D', 'B E', 'Y Bridge', 'Bridge Y'],
  ...['Z O', 'Z P', 'O Q', 'O R', 'P S', 'R S', 'Z Bridge', 'Bridge Z'],
];

describe('a path through a bridge CA', () => {
  const cas = new Map<string, MadeCertificate>();
  const caOf = (name: string): MadeCertificate => {
    const ca = cas.get(name);
    if (ca === undefined) throw new Error(name);
    return ca;
  };
  /** All cross-certificates, those of these pairs being expired. */
  const allBut = (expired: readonly string[]): Promise<Certificate[]> =>
    Promise.all(
      certified.map(async (pair) => {
        const [issuer = '', subject = ''] = pair.split(' ');
        const of = caOf(subject);
        const made = await makeCertificate({
          subject: of.subject,
          ca: {},
          issuedBy: caOf(issuer),
          keyOf: of,
          ...(expired.includes(pair) ? { notAfter: new Date(now - 1_000) } : {}),
        });
        return read(made);
      }),
    );

  before(async () => {
    for (const name of new Set(certified.flatMap((pair) => pair.split(' ')))) {
      cas.set(name, await makeCa(`CN=${name}`, { issuer: `CN=${name}` }));
    }
  });

  const outcome = async (from: string, to: string, expired: readonly string[] = []) => {
    const leaf = read(await makeCertificate({ issuedBy: caOf(from) }));
    const anchors = [read(caOf(to))];
    return outcomeOf(validateChain(leaf, await allBut(expired), { anchors, at: now }));
  };

  for (const from of ['N', 'D', 'S', 'I']) {
    for (const to of ['W', 'X', 'Y', 'Z']) {
      it(`is found from under ${from} to ${to}`, async () => {
        expect(await outcome(from, to)).to.equal('valid');
      });
    }
  }

  it('is not found where the one certificate that it needs is expired', async () => {
    expect(await outcome('N', 'Y', ['Bridge X'])).to.equal('CHAIN_NOT_VALID_NOW');
    expect(await outcome('N', 'Y', ['Y Bridge'])).to.equal('CHAIN_NOT_VALID_NOW');
  });

  it('is found around one that is expired', async () => {
    expect(await outcome('D', 'Y', ['A B'])).to.equal('valid');
    expect(await outcome('D', 'Y', ['Y A', 'C B'])).to.equal('valid');
    expect(await outcome('S', 'W', ['R S'])).to.equal('valid');
  });
});
