import { type Certificate, type ChainRules, validateChain } from '@gangway/core';
import { type CertificateInput, type MadeCertificate, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { makeCa, makeChain, makeRoot, now, outcomeOf, read, validate } from './chain-parts.js';

/** The same subject and key, certified by another. */
async function crossCertify(
  of: MadeCertificate,
  issuedBy: MadeCertificate,
  input: CertificateInput = {},
): Promise<Certificate> {
  return read(
    await makeCertificate({ ...input, subject: of.subject, ca: {}, issuedBy, keyOf: of }),
  );
}

const deviceOf = async (issuedBy: MadeCertificate): Promise<Certificate> =>
  read(await makeCertificate({ subject: 'CN=SN-0001', issuedBy }));

const pathOf = (
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly Certificate[],
  rules: Partial<ChainRules> = {},
) => {
  const verdict = validateChain(leaf, intermediates, { anchors, at: now, ...rules });
  return verdict.kind === 'valid'
    ? verdict.path.map(({ subject }) => subject.attributes[0]?.value)
    : verdict.code;
};

describe('a path', () => {
  it('goes from the leaf to the anchor, both included, and is frozen', async () => {
    const chain = await makeChain();
    const verdict = validate(chain);
    expect(verdict).to.be.frozen;
    if (verdict.kind !== 'valid') throw new Error(verdict.detail);
    expect(verdict.path).to.be.frozen;
    const made = [chain.leaf, ...chain.intermediates, chain.root];
    expect(verdict.path).to.deep.equal(made.map(read));
  });

  it('is found in any order of the intermediates, given twice, with the leaf, the root and strangers', async () => {
    const root = await makeRoot();
    const cas = [await makeCa('CN=CA 1', { issuedBy: root })];
    for (const number of [2, 3]) {
      cas.push(await makeCa(`CN=CA ${number}`, { issuedBy: cas[0] ?? root }));
    }
    const leaf = await deviceOf(cas[2] ?? root);
    const pool = [...cas, ...cas, root, await makeRoot('CN=Stranger')].map(read).concat(leaf);
    const orders = fc.shuffledSubarray(pool, { minLength: pool.length });
    fc.assert(
      fc.property(orders, (given) => {
        expect(pathOf(leaf, given, [read(root)])).to.deep.equal([
          'SN-0001',
          'CA 3',
          'CA 1',
          'Root',
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it('may be the anchor alone, if that is the leaf byte for byte', async () => {
    const { leaf, root } = await makeChain();
    expect(pathOf(read(leaf), [], [read(leaf)])).to.deep.equal(['SN-0001']);
    expect(pathOf(read(root), [], [read(root)])).to.deep.equal(['Root']);
    // RFC 5280 section 4.2.1.1: signed with its own key, so it need not name it.
    const other = await makeCertificate({
      subject: 'CN=SN-0001',
      issuer: 'CN=SN-0001',
      keyOf: leaf,
    });
    expect(pathOf(read(other), [], [read(leaf)])).to.equal('CHAIN_NOT_A_CA');
  });

  it('goes from what a CA has issued to itself to that CA, and through no such certificate', async () => {
    const root = await makeRoot();
    const ca = await makeCa('CN=Factory CA', { issuedBy: root });
    const toItself = (issuedBy: MadeCertificate) =>
      makeCertificate({ subject: issuedBy.subject, keyOf: issuedBy, issuedBy });
    const anchors = [read(root)];
    expect(pathOf(read(await toItself(root)), [], anchors)).to.deep.equal(['Root', 'Root']);
    const below = read(await toItself(ca));
    expect(pathOf(below, [read(ca)], anchors)).to.deep.equal(['Factory CA', 'Factory CA', 'Root']);
    const twin = read(await makeCa('CN=Factory CA', { keyOf: ca, issuedBy: ca }));
    expect(pathOf(below, [twin], anchors)).to.equal('CHAIN_UNTRUSTED');
    const leaf = read(await makeCertificate({ subject: 'CN=SN-0001', issuedBy: ca }));
    expect(pathOf(leaf, [twin, read(ca)], anchors)).to.deep.equal([
      'SN-0001',
      'Factory CA',
      'Root',
    ]);
  });

  it('is held to dates and extensions where it is the anchor alone, too', async () => {
    const { leaf } = await makeChain();
    expect(pathOf(read(leaf), [], [read(leaf)], { at: 0 })).to.equal('CHAIN_NOT_VALID_NOW');
  });

  it('does not end with an intermediate, or with a leaf that was taken for an anchor', async () => {
    const chain = await makeChain();
    expect(pathOf(read(chain.leaf), chain.intermediates.map(read), [])).to.equal('CHAIN_UNTRUSTED');
    const other = read(await makeCertificate({ subject: 'CN=SN-0002', issuedBy: chain.leaf }));
    expect(pathOf(other, [], [read(chain.leaf)])).to.equal('CHAIN_NOT_A_CA');
  });

  it('may end with an intermediate that is an anchor, whatever is above it', async () => {
    const { leaf, intermediates, root } = await makeChain({
      root: { notAfter: new Date(now - 1_000) },
    });
    const anchors = intermediates.map(read);
    expect(pathOf(read(leaf), [read(root)], anchors)).to.deep.equal(['SN-0001', 'Factory CA']);
  });

  it('goes round a CA certificate that is refused, where there is another', async () => {
    const [root, otherRoot] = [await makeRoot(), await makeRoot('CN=Other root')];
    const factory = await makeCa('CN=Factory CA', {
      issuedBy: root,
      notAfter: new Date(now - 1_000),
    });
    const leaf = await deviceOf(factory);
    const again = await crossCertify(factory, otherRoot);
    const anchors = [read(root), read(otherRoot)];
    expect(pathOf(leaf, [read(factory)], anchors)).to.equal('CHAIN_NOT_VALID_NOW');
    const found = pathOf(leaf, [read(factory), again], anchors);
    expect(found).to.deep.equal(['SN-0001', 'Factory CA', 'Other root']);
  });

  it('turns back where CAs certify each other', async () => {
    const [a, b] = [await makeRoot('CN=A'), await makeRoot('CN=B')];
    const circle = [await crossCertify(a, b), await crossCertify(b, a)];
    const leaf = await deviceOf(a);
    const root = await makeRoot();
    expect(pathOf(leaf, circle, [read(root)])).to.equal('CHAIN_UNTRUSTED');
    const out = await crossCertify(b, root);
    expect(pathOf(leaf, [...circle, out], [read(root)])).to.deep.equal([
      'SN-0001',
      'A',
      'B',
      'Root',
    ]);
  });

  it('does not count self-issued CAs, for path lengths and for depth', async () => {
    const root = await makeRoot('CN=Root', { ca: { pathLength: 0 } });
    const renewed = await makeCa('CN=Root', { issuedBy: root, ca: { pathLength: 0 } });
    const leaf = await deviceOf(renewed);
    const rules = { maxDepth: 0 };
    const found = pathOf(leaf, [read(renewed)], [read(root)], rules);
    expect(found).to.deep.equal(['SN-0001', 'Root', 'Root']);
    const below = await makeCa('CN=Below', { issuedBy: renewed });
    const deep = pathOf(await deviceOf(below), [read(renewed), read(below)], [read(root)]);
    expect(deep).to.equal('CHAIN_PATH_TOO_LONG');
  });

  it('has eight CAs at most unless told', async () => {
    const root = await makeRoot();
    const cas: MadeCertificate[] = [];
    for (let number = 1; number <= 9; number += 1) {
      cas.push(await makeCa(`CN=CA ${number}`, { issuedBy: cas.at(-1) ?? root }));
    }
    const leafOf = (number: number) => deviceOf(cas[number - 1] ?? root);
    const given = cas.map(read);
    expect(pathOf(await leafOf(8), given, [read(root)])).to.have.length(10);
    expect(pathOf(await leafOf(9), given, [read(root)])).to.equal('CHAIN_PATH_TOO_LONG');
    expect(pathOf(await leafOf(9), given, [read(root)], { maxDepth: 9 })).to.have.length(11);
  });

  it('tells the same refusal in any order of the intermediates', async () => {
    const root = await makeRoot();
    const past = { notAfter: new Date(now - 1_000) };
    const factory = await makeCa('CN=Factory CA', { issuedBy: root, ...past });
    const leaf = await deviceOf(factory);
    const pool = [
      read(factory),
      read(await makeCa('CN=Factory CA', { issuedBy: root })),
      await crossCertify(factory, root, past),
      await crossCertify(factory, root, { notAfter: new Date(now - 2_000) }),
      await crossCertify(factory, root, { notAfter: new Date(now - 3_000) }),
      await crossCertify(factory, await makeRoot('CN=Nobody')),
    ];
    const told = new Set<string>();
    const orders = fc.shuffledSubarray(pool, { minLength: pool.length });
    for (const given of fc.sample(orders, 24)) {
      told.add(JSON.stringify(validateChain(leaf, given, { anchors: [read(root)], at: now })));
    }
    expect([...told]).to.have.length(1);
    expect([...told][0]).to.contain('CHAIN_NOT_VALID_NOW');
  });
});

describe('the detail of a refusal', () => {
  it('is at most 128 printable ASCII characters, whatever stands in a name', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const { leaf, root } = await makeChain();
        const { subject, ...rest } = read(leaf);
        const attributes = [{ type: '2.5.4.3', name: 'CN', value }];
        const named = { ...rest, subject: { ...subject, attributes } };
        const verdict = validateChain(named, [], { anchors: [read(root)], at: now });
        if (verdict.kind === 'valid') throw new Error('valid');
        expect(verdict.detail).to.match(/^"CN=[\x20-\x7e]{0,123}$/);
      }),
      { numRuns: 50 },
    );
  });

  it('names who is at fault', async () => {
    const chain = await makeChain({ intermediate: { notAfter: new Date('2026-01-01T00:00:00Z') } });
    expect(validate(chain)).to.have.property(
      'detail',
      '"CN=Factory CA" is valid 2025-01-01T00:00:00Z to 2026-01-01T00:00:00Z',
    );
  });
});

describe('a certificate that no reader has read', () => {
  it('of version 1 or 2 has issued nothing, whatever extensions it claims', async () => {
    const { leaf, intermediates, root } = await makeChain();
    for (const version of [1, 2] as const) {
      const middle = intermediates.map((made) => ({ ...read(made), version }));
      const verdict = validateChain(read(leaf), middle, { anchors: [read(root)], at: now });
      expect(outcomeOf(verdict)).to.equal('CHAIN_NOT_A_CA');
    }
  });

  it('is refused and throws nothing', async () => {
    const { leaf, intermediates, root } = await makeChain({ leaf: { key: 'ed25519' } });
    const anchors = [read(root)];
    const middle = intermediates.map(read);
    const broken = (certificate: Certificate, hex: string): Certificate => ({
      ...certificate,
      hex,
    });
    for (const hex of ['', 'zz', '3003', '30030201ff']) {
      const asLeaf = validateChain(broken(read(leaf), hex), middle, { anchors, at: now });
      expect(outcomeOf(asLeaf)).to.equal('CHAIN_SIGNATURE_INVALID');
      const between = middle.map((certificate) => broken(certificate, hex));
      const asIssuer = validateChain(read(leaf), between, { anchors, at: now });
      expect(outcomeOf(asIssuer)).to.equal('CHAIN_SIGNATURE_INVALID');
      const pss = { oid: '1.2.840.113549.1.1.10', name: 'RSASSA-PSS' };
      const asPss = { ...broken(read(leaf), hex), signatureAlgorithm: pss };
      const verdict = validateChain(asPss, middle, { anchors, at: now });
      expect(outcomeOf(verdict)).to.equal('CHAIN_KEY_NOT_ALLOWED');
    }
  });
});
