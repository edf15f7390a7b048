import type { Certificate } from '@gangway/core';
import { type CertificateInput, type CertificateKey, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { verifyWithNode } from '#core/chain/signatures.js';
import { validateWith } from '#core/chain/validate-with.js';
import { chainLimits } from '#core/chain/work-budget.js';
import { makeCa, makeRoot, now, outcomeOf, read } from './chain-parts.js';

/** Validates, and counts what was verified. */
function count(
  leaf: Certificate,
  given: readonly Certificate[],
  anchors: readonly Certificate[],
  maxDepth = 8,
) {
  const pairs: string[] = [];
  const verdict = validateWith(
    (certificate, issuer) => {
      pairs.push(`${certificate.fingerprint256} ${issuer.publicKeyHash}`);
      return verifyWithNode(certificate, issuer);
    },
    leaf,
    given,
    { anchors, at: now, maxDepth },
  );
  return { outcome: outcomeOf(verdict), pairs, path: verdict.kind === 'valid' ? verdict.path : [] };
}

/** CAs that have all certified each other, and a device of the first; none of it leads anywhere. */
async function mesh(names: readonly string[], input: CertificateInput) {
  const cas = [];
  for (const name of names) cas.push(await makeCa(name, input));
  const given: Certificate[] = [];
  for (const [at, of] of cas.entries()) {
    for (const issuedBy of cas.filter((_, other) => other !== at)) {
      given.push(read(await makeCertificate({ subject: of.subject, ca: {}, issuedBy, keyOf: of })));
    }
  }
  const [first] = cas;
  const leaf = read(
    await makeCertificate({ subject: 'CN=Device', ...(first && { issuedBy: first }) }),
  );
  return { cas, leaf, given };
}

const distinct = (list: readonly string[]) => new Set(list).size;
const costs: Readonly<Partial<Record<CertificateKey, number>>> = {
  'p-521': 18,
  'p-384': 10,
  'p-256': 1,
};

describe('the work for a path', () => {
  it('is one verification for each certificate under the anchor, where nothing is astray', async () => {
    const root = await makeRoot();
    const factory = await makeCa('CN=Factory CA', { issuedBy: root });
    const strangers = [await makeCa('CN=Stranger'), await makeCa('CN=Factory CA')];
    const leaf = read(await makeCertificate({ issuedBy: factory }));
    const { outcome, pairs } = count(leaf, [...strangers, factory].map(read), [read(root)]);
    expect(outcome).to.equal('valid');
    expect(pairs).to.have.length(2);
  });

  it('is none for a signature that a key of its kind cannot have made', async () => {
    const root = await makeRoot('CN=Root', { key: 'ed25519' });
    const other = await makeRoot('CN=Root');
    const leaf = read(await makeCertificate({ issuedBy: other }));
    const { outcome, pairs } = count(leaf, [], [read(root)]);
    expect(outcome).to.equal('CHAIN_SIGNATURE_INVALID');
    expect(pairs).to.deep.equal([]);
  });

  for (const key of ['p-256', 'p-384', 'p-521'] as const) {
    for (const [kind, names] of Object.entries({
      'one name': Array.from({ length: 8 }, () => 'CN=Mesh'),
      'names of their own': Array.from({ length: 8 }, (_, at) => `CN=Mesh ${at}`),
    })) {
      it(`is bounded in a mesh of eight ${key} CAs with ${kind}`, async () => {
        const { leaf, given } = await mesh(names, { key });
        const { outcome, pairs } = count(leaf, given, [read(await makeRoot())]);
        expect(outcome).to.equal('CHAIN_TOO_MUCH_WORK');
        expect(distinct(pairs)).to.equal(pairs.length);
        expect(pairs.length * (costs[key] ?? 1)).to.be.at.most(chainLimits.work);
      });
    }
  }

  it('is bounded in a mesh of RSA-4096 CAs', async () => {
    // Keys take seconds to make, so here are two, under many names.
    const pair = [];
    for (const name of ['a', 'b'])
      pair.push(await makeCa(name === 'a' ? 'CN=A' : 'CN=B', { key: 'rsa-4096' }));
    const [a, b] = pair;
    if (a === undefined || b === undefined) throw new Error('two keys');
    const given: Certificate[] = [];
    for (let at = 0; at < 32; at += 1) {
      for (const [of, issuedBy] of [
        [a, b],
        [b, a],
      ] as const) {
        given.push(
          read(await makeCertificate({ subject: of.subject, ca: {}, issuedBy, keyOf: of })),
        );
      }
    }
    const leaf = read(await makeCertificate({ issuedBy: a }));
    const { outcome, pairs } = count(leaf, given, [read(await makeRoot())]);
    expect(outcome).to.be.oneOf(['CHAIN_TOO_MUCH_WORK', 'CHAIN_UNTRUSTED']);
    expect(pairs.length * 2).to.be.at.most(chainLimits.work);
    expect(distinct(pairs)).to.equal(pairs.length);
  }).timeout(60_000);

  it('is bounded where nothing has to be verified anew', async () => {
    const { leaf, given } = await mesh(['CN=1', 'CN=2', 'CN=3', 'CN=4', 'CN=5', 'CN=6'], {});
    const began = process.cpuUsage();
    const { outcome, pairs } = count(leaf, given, [read(await makeRoot())], 64);
    expect(outcome).to.be.oneOf(['CHAIN_TOO_MUCH_WORK', 'CHAIN_UNTRUSTED']);
    expect(pairs.length).to.be.at.most(31);
    expect(process.cpuUsage(began).user / 1_000).to.be.below(1_000);
  });

  it('suffices to get out of a mesh of six CAs by the one way there is', async () => {
    const names = ['CN=1', 'CN=2', 'CN=3', 'CN=4', 'CN=5', 'CN=6'];
    for (const exit of [0, 3, 5]) {
      const { cas, leaf, given } = await mesh(names, {});
      const root = await makeRoot();
      const of = cas[exit];
      if (of === undefined) throw new Error('a CA');
      const out = await makeCertificate({ subject: of.subject, ca: {}, issuedBy: root, keyOf: of });
      expect(count(leaf, [...given, read(out)], [read(root)]).outcome).to.equal('valid');
    }
  });

  it('allows 64 intermediates and no more, each counted once', async () => {
    const root = await makeRoot();
    const leaf = read(await makeCertificate({ issuedBy: root }));
    const strangers: Certificate[] = [];
    for (let at = 0; at < 65; at += 1) {
      strangers.push(read(await makeCertificate({ subject: `CN=${at}`, ca: {}, issuedBy: root })));
    }
    const given = (number: number) => strangers.slice(0, number);
    const outcomeWith = (list: readonly Certificate[]) => count(leaf, list, [read(root)]).outcome;
    expect(outcomeWith(given(64))).to.equal('valid');
    expect(outcomeWith([...given(64), ...given(64), leaf, read(root)])).to.equal('valid');
    expect(outcomeWith(given(65))).to.equal('CHAIN_TOO_MUCH_WORK');
  });
});
