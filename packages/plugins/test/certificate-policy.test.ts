import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { anEvent, type CertificateInput, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { decide, detailOf, faultOf, now, reading, verdictOf } from './deciding.js';

type Options = Parameters<typeof certificatePolicy>[0];

async function judge(input: CertificateInput, options?: Options, at = now) {
  const certificate = await makeCertificate(input);
  return decide([certificatePolicy(options)], anEvent({ certificate }), { at });
}

const denied = (code: string) => `DENY_POLICY CERTIFICATE_${code}`;
const day = 86_400_000;

describe('certificate-policy', () => {
  describe('keys', () => {
    for (const key of ['rsa-2048', 'rsa-3072', 'p-256', 'p-384'] as const) {
      it(`allows ${key} unless told otherwise`, async () => {
        expect(verdictOf(await judge({ key }))).to.equal('ALLOW');
        const options = { rsaBits: 2048, curves: ['P-256', 'P-384'] } as const;
        expect(
          verdictOf(await judge({ key }, { ...options, curves: [...options.curves] })),
        ).to.equal('ALLOW');
      });
    }

    for (const key of ['rsa-1024', 'p-521', 'ed25519', 'secp256k1'] as const) {
      it(`refuses ${key} unless told otherwise`, async () => {
        // An issuer of its own, so that the signature is of an allowed kind.
        const issuedBy = await makeCertificate({ key: 'p-256', subject: 'CN=Issuer' });
        expect(verdictOf(await judge({ key, issuedBy }))).to.equal(denied('KEY_NOT_ALLOWED'));
      });
    }

    it('allows Ed25519 and P-521 when asked to', async () => {
      const issuedBy = await makeCertificate({ key: 'p-256', subject: 'CN=Issuer' });
      const options: Options = { ed25519: true, curves: ['P-521'] };
      expect(verdictOf(await judge({ key: 'ed25519', issuedBy }, options))).to.equal('ALLOW');
      expect(verdictOf(await judge({ key: 'p-521', issuedBy }, options))).to.equal('ALLOW');
      expect(verdictOf(await judge({ key: 'p-256' }, options))).to.equal(denied('KEY_NOT_ALLOWED'));
    });

    it('holds RSA keys between the floor and the ceiling', async () => {
      const key = 'rsa-2048';
      expect(verdictOf(await judge({ key }, { rsaBits: 2049 }))).to.equal(
        denied('KEY_NOT_ALLOWED'),
      );
      expect(verdictOf(await judge({ key }, { rsaBitsMax: 2048 }))).to.equal('ALLOW');
      const large = await judge({ key: 'rsa-3072' }, { rsaBitsMax: 3071 });
      expect(verdictOf(large)).to.equal(denied('KEY_NOT_ALLOWED'));
      expect(detailOf(large)).to.equal('RSA of 3072 bits; allowed: 2048 to 3071');
    });

    it('allows no RSA key at all when told so', async () => {
      const decision = await judge({ key: 'rsa-2048' }, { rsaBits: false });
      expect(verdictOf(decision)).to.equal(denied('KEY_NOT_ALLOWED'));
    });

    for (const [exponent, verdict] of [
      [1n, denied('KEY_NOT_ALLOWED')],
      [3n, denied('KEY_NOT_ALLOWED')],
      [65_535n, denied('KEY_NOT_ALLOWED')],
      [65_537n, 'ALLOW'],
      [65_538n, denied('KEY_NOT_ALLOWED')],
      [2n ** 64n + 13n, 'ALLOW'],
    ] as const) {
      it(`answers ${verdict} for the RSA exponent ${exponent}`, async () => {
        const reader = reading(() => ({ publicKey: { kind: 'RSA', bits: 2048, exponent } }));
        const decision = await decide([certificatePolicy()], anEvent(), { replace: [reader] });
        expect(verdictOf(decision)).to.equal(verdict);
      });
    }

    it('refuses a key of a kind that it does not know', async () => {
      const reader = reading(() => ({ publicKey: { kind: 'other', algorithm: '1.2.3' } }));
      const decision = await decide([certificatePolicy()], anEvent(), { replace: [reader] });
      expect(verdictOf(decision)).to.equal(denied('KEY_NOT_ALLOWED'));
    });
  });

  describe('validity', () => {
    const notBefore = new Date(now);
    const notAfter = new Date(now + day);
    const input = { notBefore, notAfter };
    const skew = 300_000;

    for (const [what, at, verdict] of [
      ['just before it, beyond the skew', now - skew - 1, denied('NOT_YET_VALID')],
      ['just before it, within the skew', now - skew, 'ALLOW'],
      ['within it', now + 1, 'ALLOW'],
      ['just after it, within the skew', now + day + skew, 'ALLOW'],
      ['just after it, beyond the skew', now + day + skew + 1, denied('EXPIRED')],
    ] as const) {
      it(`answers ${verdict} ${what}`, async () => {
        expect(verdictOf(await judge(input, undefined, at))).to.equal(verdict);
      });
    }

    it('knows no skew when told so', async () => {
      const options = { clockSkewSeconds: 0 };
      expect(verdictOf(await judge(input, options, now - 1))).to.equal(denied('NOT_YET_VALID'));
      expect(verdictOf(await judge(input, options, now))).to.equal('ALLOW');
      expect(verdictOf(await judge(input, options, now + day + 1))).to.equal(denied('EXPIRED'));
    });

    it('asks the clock anew for every request', async () => {
      // Mistake E: "today" computed once, at cold start.
      const plugin = certificatePolicy();
      const event = anEvent({ certificate: await makeCertificate(input) });
      expect(verdictOf(await decide([plugin], event, { at: now }))).to.equal('ALLOW');
      const later = await decide([plugin], event, { at: now + 2 * day });
      expect(verdictOf(later)).to.equal(denied('EXPIRED'));
    });

    it('never takes an unreadable date for a fit one', async () => {
      for (const [validity, code] of [
        [{ notBefore: Number.NaN, notAfter: now + day }, 'NOT_YET_VALID'],
        [{ notBefore: now, notAfter: Number.NaN }, 'EXPIRED'],
      ] as const) {
        const replace = [reading(() => ({ validity }))];
        const decision = await decide([certificatePolicy()], anEvent(), { replace });
        expect(verdictOf(decision)).to.equal(denied(code));
      }
    });

    it('bounds the validity when told to, and takes AWS IoT certificates to 2049 otherwise', async () => {
      expect(verdictOf(await judge(input, { maxValidityDays: 1 }))).to.equal('ALLOW');
      const longer = { notBefore, notAfter: new Date(now + day + 1_000) };
      const decision = await judge(longer, { maxValidityDays: 1 });
      expect(verdictOf(decision)).to.equal(denied('VALIDITY_TOO_LONG'));
      const aws = { notAfter: new Date('2049-12-31T23:59:59Z') };
      expect(verdictOf(await judge(aws))).to.equal('ALLOW');
    });
  });

  it('refuses other versions than 3', async () => {
    const replace = [reading(() => ({ version: 1 }))];
    const decision = await decide([certificatePolicy()], anEvent(), { replace });
    expect(verdictOf(decision)).to.equal(denied('VERSION_NOT_ALLOWED'));
  });

  it('refuses a signature algorithm that is not listed', async () => {
    const sha1 = await judge({ key: 'rsa-2048', hash: 'SHA-1' });
    expect(verdictOf(sha1)).to.equal(denied('SIGNATURE_ALGORITHM_NOT_ALLOWED'));
    expect(detailOf(sha1)).to.equal('sha1WithRSAEncryption');
    for (const hash of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
      expect(verdictOf(await judge({ key: 'rsa-2048', hash }))).to.equal('ALLOW');
      expect(verdictOf(await judge({ key: 'p-256', hash }))).to.equal('ALLOW');
    }
    const options: Options = { signatureAlgorithms: ['ecdsa-with-SHA384'] };
    const other = await judge({ key: 'p-256' }, options);
    expect(verdictOf(other)).to.equal(denied('SIGNATURE_ALGORITHM_NOT_ALLOWED'));
  });

  describe('names', () => {
    const subject = 'CN=SN-0001, O=Example';

    for (const [pattern, verdict] of [
      [{ CN: 'SN-0001' }, 'ALLOW'],
      [{ CN: 'SN-????', O: '*' }, 'ALLOW'],
      [{ '2.5.4.3': 'SN-*' }, 'ALLOW'],
      [{ CN: 'SN-000' }, denied('SUBJECT_MISMATCH')],
      [{ CN: 'sn-*' }, denied('SUBJECT_MISMATCH')],
      [{ CN: '*', OU: '*' }, denied('SUBJECT_MISMATCH')],
      [{ '2.5.4.11': '*' }, denied('SUBJECT_MISMATCH')],
    ] as const) {
      it(`answers ${verdict} for the subject ${subject} and ${JSON.stringify(pattern)}`, async () => {
        expect(verdictOf(await judge({ subject }, { subject: pattern }))).to.equal(verdict);
      });
    }

    it('refuses a name with two common names, whichever of them matches', async () => {
      for (const doubled of ['CN=SN-0001, CN=other', 'CN=other, CN=SN-0001']) {
        const decision = await judge({ subject: doubled }, { subject: { CN: 'SN-0001' } });
        expect(verdictOf(decision)).to.equal(denied('SUBJECT_MISMATCH'));
      }
    });

    it('compares characters to the letter: no folding, no look-alikes', async () => {
      for (const look of ['SN-０００１', 'SN-\u200b0001', 'SN-0001\u202e']) {
        const decision = await judge({ subject: `CN=${look}` }, { subject: { CN: 'SN-0001' } });
        expect(verdictOf(decision)).to.equal(denied('SUBJECT_MISMATCH'));
      }
    });

    it('asks the issuer the same way', async () => {
      const options = { issuer: { O: 'Example*' } };
      expect(verdictOf(await judge({ issuer: 'O=Example CA' }, options))).to.equal('ALLOW');
      const other = await judge({ issuer: 'O=Elsewhere' }, options);
      expect(verdictOf(other)).to.equal(denied('ISSUER_MISMATCH'));
      expect(detailOf(other)).to.equal('O is "Elsewhere", not "Example*"');
    });
  });

  describe('options', () => {
    const make = certificatePolicy as (options: unknown) => unknown;

    for (const [options, fault] of [
      [{ rsaBit: 2048 }, /^OPTION_UNKNOWN: .*Did you mean "rsaBits"\?/],
      [{ rsaBits: 1024 }, /^OPTION_INVALID: .*"rsaBits"/],
      [{ rsaBits: 4096, rsaBitsMax: 2048 }, /^OPTION_INVALID: .*rsaBits is over rsaBitsMax/],
      [{ rsaBits: 5000 }, /^OPTION_INVALID: .*rsaBits is over rsaBitsMax/],
      [{ curves: ['P256'] }, /^OPTION_INVALID: .*"curves\.0"/],
      [{ curves: [], rsaBits: false }, /^OPTION_INVALID: .*no kind of key is allowed/],
      [{ signatureAlgorithms: ['sha1WithRSAEncryption'] }, /^OPTION_INVALID: /],
      [{ signatureAlgorithms: [] }, /^OPTION_INVALID: /],
      [{ clockSkewSeconds: -1 }, /^OPTION_INVALID: .*"clockSkewSeconds"/],
      [{ subject: { Cn: '*' } }, /^OPTION_INVALID: .*did you mean "CN"\?/],
      [{ subject: { CN: '*'.repeat(129) } }, /^OPTION_INVALID: .*"subject\.CN"/],
      [{ issuer: ['*'] }, /^OPTION_INVALID: .*"issuer"/],
    ] as const) {
      it(`refuses ${JSON.stringify(options).slice(0, 60)}`, () => {
        expect(faultOf(() => make(options))).to.match(fault);
      });
    }
  });
});
