import { createHash } from 'node:crypto';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { type OddCertificate, oddCertificates, oddNote, readers } from './certificate-readers.js';
import { decide, now } from './deciding.js';

/** Faults of the certificate itself, as the manifest words them: a reader must refuse these. */
const ofTheCertificate = [
  'Failed parsing validity',
  'signatureAlgorithm as SEQUENCE',
  'Unconsumed data inside Certificate SEQUENCE',
  'tbsCertificate as SEQUENCE',
  'signatureValue as BIT STRING',
  'Failed parsing Certificate SEQUENCE',
  'Failed parsing extensions',
  'Failed reading extensions SEQUENCE',
  'Failed normalizing string',
  'Serial number is not a valid INTEGER',
  'Failed reading serialNumber',
  'Version explicitly V1',
  'critical ber',
  'wrong attribute order',
  'pss ',
];
/** The manifest says no more than `parses` of these two, which are no certificates. */
const skeletons = ['bssl-parse-cert_skeleton.pem', 'bssl-parse-signature_algorithm_null.pem'];

const mustRefuse = ({ file, why }: OddCertificate): boolean =>
  skeletons.includes(file) || ofTheCertificate.some((text) => why.includes(text));

/** Read here although the manifest refuses them: nothing is wrong with them but the content of an extension. */
const acceptedWithFaultyExtensions: readonly string[] = [
  'bssl-parse-authority_key_identifier_not_sequence.pem',
  'bssl-parse-bad_key_usage.pem',
  'bssl-parse-bad_policy_qualifiers.pem',
  'bssl-parse-basic_constraints_negative_path.pem',
  'bssl-parse-basic_constraints_path_too_large.pem',
  'bssl-parse-basic_constraints_pathlen_256.pem',
  'bssl-parse-basic_constraints_unconsumed_data.pem',
  'bssl-parse-name_constraints_bad_ip.pem',
  'bssl-parse-policy_constraints_empty.pem',
  'bssl-parse-policy_qualifiers_empty_sequence.pem',
  'bssl-parse-subject_blank_subjectaltname_not_critical.pem',
  'bssl-parse-subject_key_identifier_not_octet_string.pem',
  'bssl-parse-subjectaltname_bad_ip.pem',
  'bssl-parse-subjectaltname_dns_not_ascii.pem',
  'bssl-parse-subjectaltname_general_names_empty_sequence.pem',
  'bssl-parse-subjectaltname_trailing_data.pem',
  'bssl-x509-invalid_extension_intermediate.pem',
  'bssl-x509-invalid_extension_intermediate_authority_key_identifier.pem',
  'bssl-x509-invalid_extension_intermediate_basic_constraints.pem',
  'bssl-x509-invalid_extension_intermediate_ext_key_usage.pem',
  'bssl-x509-invalid_extension_intermediate_key_usage.pem',
  'bssl-x509-invalid_extension_intermediate_name_constraints.pem',
  'bssl-x509-invalid_extension_intermediate_subject_alt_name.pem',
  'bssl-x509-invalid_extension_intermediate_subject_key_identifier.pem',
  'bssl-x509-invalid_extension_leaf.pem',
  'bssl-x509-invalid_extension_leaf_authority_key_identifier.pem',
  'bssl-x509-invalid_extension_leaf_basic_constraints.pem',
  'bssl-x509-invalid_extension_leaf_ext_key_usage.pem',
  'bssl-x509-invalid_extension_leaf_key_usage.pem',
  'bssl-x509-invalid_extension_leaf_name_constraints.pem',
  'bssl-x509-invalid_extension_leaf_subject_alt_name.pem',
  'bssl-x509-invalid_extension_leaf_subject_key_identifier.pem',
  'bssl-x509-invalid_extension_root.pem',
  'bssl-x509-invalid_extension_root_authority_key_identifier.pem',
  'bssl-x509-invalid_extension_root_basic_constraints.pem',
  'bssl-x509-invalid_extension_root_ext_key_usage.pem',
  'bssl-x509-invalid_extension_root_key_usage.pem',
  'bssl-x509-invalid_extension_root_name_constraints.pem',
  'bssl-x509-invalid_extension_root_subject_alt_name.pem',
  'bssl-x509-invalid_extension_root_subject_key_identifier.pem',
  'bssl-x509-policy_intermediate_duplicate.pem',
  'bssl-x509-policy_intermediate_invalid.pem',
  'bssl-x509-policy_leaf_duplicate.pem',
  'bssl-x509-policy_leaf_invalid.pem',
  'bssl-x509-trailing_data_leaf_authority_key_identifier.pem',
  'bssl-x509-trailing_data_leaf_basic_constraints.pem',
  'bssl-x509-trailing_data_leaf_ext_key_usage.pem',
  'bssl-x509-trailing_data_leaf_key_usage.pem',
  'bssl-x509-trailing_data_leaf_name_constraints.pem',
  'bssl-x509-trailing_data_leaf_subject_alt_name.pem',
  'bssl-x509-trailing_data_leaf_subject_key_identifier.pem',
];

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

    it(`${name} refuses those that are faulty outside their extensions`, () => {
      expect(filesRead(mustRefuse)).to.deep.equal([]);
    });

    it(`${name} reads those that must parse`, () => {
      const expected = oddCertificates.filter(
        (odd) => odd.expect === 'parse' || odd.expect === 'accept',
      );
      expect(filesRead((odd) => expected.includes(odd))).to.deep.equal(
        expected.map(({ file }) => file),
      );
    });

    it(`${name} leaves only known ones to those who read extensions`, () => {
      expect(filesRead((odd) => odd.expect === 'reject')).to.have.members([
        ...acceptedWithFaultyExtensions,
      ]);
    });
  }

  it('event-integrity and certificate-policy allow none that is faulty outside its extensions', async () => {
    const allowed: string[] = [];
    for (const odd of oddCertificates) {
      if ((await admitted(odd)) && odd.expect === 'reject') allowed.push(odd.file);
    }
    expect(allowed.filter((file) => !acceptedWithFaultyExtensions.includes(file))).to.deep.equal(
      [],
    );
    // Were it none at all, the policy would refuse for another reason, and this would show nothing.
    expect(allowed).to.not.have.length(0);
  });
});

/** Whether a hook with the least of policies lets the certificate aboard, at a time at which it is valid. */
async function admitted({ pem }: OddCertificate): Promise<boolean> {
  const result = readers['node:crypto']?.read(pem);
  const { notBefore, notAfter } =
    result?.kind === 'certificate'
      ? result.certificate.validity
      : { notBefore: now, notAfter: now };
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const event = {
    ...anEvent(),
    certificatePem: pem,
    certificateId: createHash('sha256').update(der).digest('hex'),
  };
  const decision = await decide([eventIntegrity(), certificatePolicy()], event, {
    at: (notBefore + notAfter) / 2,
  });
  return decision.outcome === 'ALLOW';
}
