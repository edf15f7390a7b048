import { X509Certificate } from 'node:crypto';
import { GangwayError } from '@gangway/core';
import { createCertificateAuthority, newAuthorityKeys } from '@gangway/emulator';
import { fakeClock, makeCertificate, makeSigningRequest } from '@gangway/testing';
import { expect } from 'chai';

const clock = fakeClock();

describe('newAuthorityKeys()', () => {
  it('makes a CA that goes on signing after a restart', async () => {
    const keys = await newAuthorityKeys();
    const before = await createCertificateAuthority({ clock, keys });
    const after = await createCertificateAuthority({ clock, keys: { ...keys } });
    expect(after.caPem).to.equal(before.caPem);
    const { pem } = await makeSigningRequest();
    const ca = new X509Certificate(before.caPem);
    const certificate = new X509Certificate(after.issueForRequest(pem).certificatePem);
    expect(certificate.verify(ca.publicKey)).to.equal(true);
  });

  it('makes another CA each time', async () => {
    const [one, other] = await Promise.all([newAuthorityKeys(), newAuthorityKeys()]);
    expect(one.privateKey).not.to.equal(other.privateKey);
  });

  it('makes what is refused where certificate and key do not belong together, or are none', async () => {
    const [keys, others] = await Promise.all([newAuthorityKeys(), newAuthorityKeys()]);
    const foreign = await makeCertificate({ subject: 'CN=Factory CA', ca: {} });
    for (const bad of [
      { ...keys, privateKey: others.privateKey },
      { ...keys, privateKey: 'SECRET' },
      { ...keys, privateKey: keys.privateKey.slice(0, 100) },
      { ...keys, caPem: 'SECRET' },
      { caPem: foreign.pem, privateKey: foreign.privateKeyPem },
    ]) {
      const error: unknown = await createCertificateAuthority({ clock, keys: bad }).catch(
        (reason) => reason,
      );
      expect(error).to.be.instanceOf(GangwayError).with.property('code', 'AUTHORITY_KEYS_INVALID');
      expect(String(error)).not.to.include('SECRET');
    }
  });
});
