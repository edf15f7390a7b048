import { createHash } from 'node:crypto';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { type OddCertificate, oddCertificates, oddNote, readers } from './certificate-readers.js';
import { decide, now, verdictOf } from './deciding.js';

/** What a hook with the least of policies says to a certificate, at a time at which it is valid. */
async function verdict({ pem }: OddCertificate): Promise<string> {
  const read = readers['node:crypto']?.read(pem);
  const at =
    read?.kind === 'certificate'
      ? (read.certificate.validity.notBefore + read.certificate.validity.notAfter) / 2
      : now;
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const event = {
    ...anEvent(),
    certificatePem: pem,
    certificateId: createHash('sha256').update(der).digest('hex'),
  };
  return verdictOf(await decide([eventIntegrity(), certificatePolicy()], event, { at }));
}

describe(`certificate-policy on odd certificates ${oddNote}`, function () {
  this.timeout(60_000);
  const verdicts = new Map<OddCertificate, string>();

  before(async function () {
    if (oddCertificates.length === 0) this.skip();
    for (const odd of oddCertificates) verdicts.set(odd, await verdict(odd));
  });

  const filesWith = (of: (odd: OddCertificate, verdict: string) => boolean) =>
    [...verdicts].filter(([odd, said]) => of(odd, said)).map(([{ file }]) => file);

  it('allows none of those that must be refused', () => {
    expect(filesWith((odd, said) => odd.expect === 'reject' && said === 'ALLOW')).to.deep.equal([]);
  });

  it('allows those that are sound and of a device', () => {
    expect(filesWith((odd, said) => odd.expect === 'parse' && said === 'ALLOW')).to.deep.equal([
      'bssl-x509-basic_constraints_leaf.pem',
      'bssl-x509-basic_constraints_none.pem',
    ]);
  });

  it('denies each by policy: no certificate rings the alarm', () => {
    expect(filesWith((_odd, said) => said.startsWith('DENY_ERROR'))).to.deep.equal([]);
  });
});
