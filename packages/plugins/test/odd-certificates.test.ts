import { expect } from 'chai';
import { type OddCertificate, oddCertificates, oddNote, readers } from './certificate-readers.js';

/** Read here although the manifest says `reject`: they are written as they should be, and what they say is for others to judge. */
const readable: Readonly<Record<string, string>> = {
  // A key usage, purposes, constraints and key identifiers, each well formed: the sound ones of their series, in which every
  // other file has one broken extension in place of one of these. The leaf has keyCertSign and name constraints without being a
  // CA (RFC 5280 sections 4.2.1.3 and 4.2.1.10), which is for who asks for a CA, or for none.
  'bssl-x509-invalid_extension_leaf.pem': "sound, but for a CA's extensions in a leaf",
  'bssl-x509-invalid_extension_intermediate.pem': 'a sound CA certificate',
  'bssl-x509-invalid_extension_root.pem': 'a sound CA certificate',
  // One policy twice, which RFC 5280 section 4.2.1.4 forbids, and from which nothing follows that one would not give. So it is
  // in policy_intermediate_require_duplicate, which must be read.
  'bssl-x509-policy_leaf_duplicate.pem': 'a policy twice',
  'bssl-x509-policy_intermediate_duplicate.pem': 'a policy twice',
};

describe(`odd certificates ${oddNote}`, function () {
  this.timeout(60_000);
  before(function () {
    if (oddCertificates.length === 0) this.skip();
  });

  for (const [name, reader] of Object.entries(readers)) {
    const filesRead = (of: (odd: OddCertificate) => boolean): string[] =>
      oddCertificates
        .filter((odd) => of(odd) && reader.read(odd.pem).kind === 'certificate')
        .map(({ file }) => file);

    it(`${name} answers each one in under 250 ms`, () => {
      for (const { file, pem } of oddCertificates) {
        const started = performance.now();
        expect(reader.read(pem).kind).to.be.oneOf(['certificate', 'refused']);
        expect(performance.now() - started, file).to.be.below(250);
      }
    });

    it(`${name} reads those that must parse`, () => {
      const expected = oddCertificates.filter(
        (odd) => odd.expect === 'parse' || odd.expect === 'accept',
      );
      expect(filesRead((odd) => expected.includes(odd))).to.deep.equal(
        expected.map(({ file }) => file),
      );
    });

    it(`${name} refuses those that must be refused, but for those that only others can judge`, () => {
      expect(filesRead((odd) => odd.expect === 'reject')).to.have.members(Object.keys(readable));
    });
  }
});
