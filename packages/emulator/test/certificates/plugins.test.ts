import { composeHook, defineHook } from '@gangway/composition';
import { createCertificateAuthority, type IssuedCertificate } from '@gangway/emulator';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { anEvent, fakeClock, makeSigningRequest, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';

const clock = fakeClock();

describe('certificates of an emulated account', () => {
  const authority = createCertificateAuthority({ clock });
  const issued: Readonly<Record<string, () => Promise<IssuedCertificate>>> = {
    'for keys that it made': async () => (await authority).issueKeys(),
    'for a request': async () =>
      (await authority).issueForRequest((await makeSigningRequest()).pem),
  };
  for (const [what, issue] of Object.entries(issued)) {
    it(`${what} pass the checks of a strict hook`, async () => {
      const hook = composeHook(defineHook([eventIntegrity(), certificatePolicy()]), {
        replace: [clock.plugin(), memoryLogger().plugin()],
      });
      const { certificateId, certificatePem: pem } = await issue();
      const decision = await hook.decide(anEvent({ certificate: { certificateId, pem } }));
      expect(decision).to.have.property('outcome', 'ALLOW');
    });
  }
});
