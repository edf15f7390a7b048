import { nodeCryptoCertificateReader } from '@gangway/core';
import { certificatePolicy, certificateRefusals } from '@gangway/plugins/certificate-policy';
import { anEvent, type ExtensionInput, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { decide, detailOf, faultOf, now, reading, verdictOf } from './deciding.js';

type Options = Parameters<typeof certificatePolicy>[0];

const hex = (text: string) => Buffer.from(text, 'hex');

const notCa: ExtensionInput = { oid: '2.5.29.19', critical: true, value: hex('3000') };
const isCa: ExtensionInput = { oid: '2.5.29.19', critical: true, value: hex('30030101ff') };
const signs: ExtensionInput = { oid: '2.5.29.15', critical: true, value: hex('03020780') };
/** digitalSignature and keyEncipherment. */
const signsAndWraps: ExtensionInput = { ...signs, value: hex('030205a0') };
const signsCertificates: ExtensionInput = { ...signs, value: hex('03020204') };
const clientAuth: ExtensionInput = { oid: '2.5.29.37', value: hex('300a06082b06010505070302') };
/** anyExtendedKeyUsage. */
const anyPurpose: ExtensionInput = {
  oid: '2.5.29.37',
  value: hex('300606 0455 1d2500'.replaceAll(' ', '')),
};
const unknown: ExtensionInput = { oid: '1.2.3.4', value: hex('0500') };
const policies = (...oids: readonly string[]): ExtensionInput => {
  const list = oids.map((oid) => `3006${oid}`).join('');
  return {
    oid: '2.5.29.32',
    value: hex(`30${(list.length / 2).toString(16).padStart(2, '0')}${list}`),
  };
};

async function judge(extensions: readonly ExtensionInput[], options?: Options) {
  const certificate = await makeCertificate({ extensions });
  return decide([certificatePolicy(options)], anEvent({ certificate }));
}

const denied = (code: string) => `DENY_POLICY CERTIFICATE_${code}`;

describe('certificate-policy: RSA exponents', () => {
  const withExponent = (exponent: bigint, options: Options) =>
    decide([certificatePolicy(options)], anEvent(), {
      replace: [reading(() => ({ publicKey: { kind: 'RSA', bits: 2048, exponent } }))],
    });

  it('takes those of the list alone', async () => {
    const options = { rsaExponents: [65_537, 65_539] };
    expect(verdictOf(await withExponent(65_537n, options))).to.equal('ALLOW');
    expect(verdictOf(await withExponent(65_539n, options))).to.equal('ALLOW');
    const other = await withExponent(65_541n, options);
    expect(verdictOf(other)).to.equal(denied('KEY_NOT_ALLOWED'));
    expect(detailOf(other)).to.equal('RSA with another exponent; allowed: 65537, 65539');
  });

  it('takes no exponent for one that a number would round it to', async () => {
    const options = { rsaExponents: [Number.MAX_SAFE_INTEGER] };
    const allowed = BigInt(Number.MAX_SAFE_INTEGER);
    expect(verdictOf(await withExponent(allowed, options))).to.equal('ALLOW');
    for (const near of [allowed + 2n, 2n ** 64n + allowed]) {
      expect(verdictOf(await withExponent(near, options))).to.equal(denied('KEY_NOT_ALLOWED'));
    }
  });
});

describe('certificate-policy: extensions', () => {
  it("refuses a CA's certificate, and one whose key may sign certificates, unless told otherwise", async () => {
    for (const extensions of [[isCa], [isCa, signsCertificates], [notCa, signsCertificates]]) {
      expect(verdictOf(await judge(extensions))).to.equal(denied('IS_CA'));
      expect(verdictOf(await judge(extensions, { ca: false }))).to.equal(denied('IS_CA'));
      expect(verdictOf(await judge(extensions, { ca: true }))).to.equal('ALLOW');
    }
    expect(verdictOf(await judge([notCa]))).to.equal('ALLOW');
    expect(verdictOf(await judge([]))).to.equal('ALLOW');
  });

  it('asks for every usage that is listed, and minds no other', async () => {
    const wanted: Options = { keyUsage: ['digitalSignature'] };
    expect(verdictOf(await judge([signs], wanted))).to.equal('ALLOW');
    expect(verdictOf(await judge([signsAndWraps], wanted))).to.equal('ALLOW');
    const both: Options = { keyUsage: ['digitalSignature', 'keyEncipherment'] };
    expect(verdictOf(await judge([signsAndWraps], both))).to.equal('ALLOW');
    const one = await judge([signs], both);
    expect(verdictOf(one)).to.equal(denied('KEY_USAGE_MISMATCH'));
    expect(detailOf(one)).to.equal('it lacks keyEncipherment');
    const none = await judge([notCa], wanted);
    expect(verdictOf(none)).to.equal(denied('KEY_USAGE_MISMATCH'));
    expect(detailOf(none)).to.equal('it has no keyUsage');
  });

  it('asks for every purpose that is listed, by name or by identifier', async () => {
    for (const purpose of ['clientAuth', '1.3.6.1.5.5.7.3.2']) {
      const options = { extendedKeyUsage: [purpose] };
      expect(verdictOf(await judge([clientAuth], options))).to.equal('ALLOW');
      const none = await judge([signs], options);
      expect(verdictOf(none)).to.equal(denied('EXTENDED_KEY_USAGE_MISMATCH'));
      expect(detailOf(none)).to.equal('it has no extKeyUsage');
    }
    const both = await judge([clientAuth], { extendedKeyUsage: ['clientAuth', 'serverAuth'] });
    expect(verdictOf(both)).to.equal(denied('EXTENDED_KEY_USAGE_MISMATCH'));
    expect(detailOf(both)).to.equal('it lacks serverAuth');
  });

  it('does not take any purpose for the one that is asked for', async () => {
    const decision = await judge([anyPurpose], { extendedKeyUsage: ['clientAuth'] });
    expect(verdictOf(decision)).to.equal(denied('EXTENDED_KEY_USAGE_MISMATCH'));
  });

  it('asks for required extensions, by name or by identifier', async () => {
    for (const extension of ['extKeyUsage', '2.5.29.37']) {
      const options = { requiredExtensions: ['keyUsage', extension] };
      expect(verdictOf(await judge([signs, clientAuth], options))).to.equal('ALLOW');
      const missing = await judge([signs], options);
      expect(verdictOf(missing)).to.equal(denied('EXTENSION_MISSING'));
      expect(detailOf(missing)).to.equal('it has no extKeyUsage');
    }
  });

  it('refuses forbidden extensions, by name or by identifier', async () => {
    for (const extension of ['extKeyUsage', '2.5.29.37']) {
      const options = { forbiddenExtensions: [extension, '1.2.3.4'] };
      expect(verdictOf(await judge([signs], options))).to.equal('ALLOW');
      const found = await judge([signs, clientAuth], options);
      expect(verdictOf(found)).to.equal(denied('EXTENSION_FORBIDDEN'));
      expect(detailOf(found)).to.equal('it has extKeyUsage');
    }
    const found = await judge([unknown], { forbiddenExtensions: ['1.2.3.4'] });
    expect(detailOf(found)).to.equal('it has 1.2.3.4');
  });

  it('refuses a critical extension that it does not know, unless told otherwise', async () => {
    const critical = { ...unknown, critical: true };
    expect(verdictOf(await judge([unknown]))).to.equal('ALLOW');
    const refused = await judge([signs, critical]);
    expect(verdictOf(refused)).to.equal(denied('EXTENSION_UNKNOWN'));
    expect(detailOf(refused)).to.equal('1.2.3.4 is critical');
    expect(verdictOf(await judge([critical], { allowUnknownCritical: true }))).to.equal('ALLOW');
    // One that has a name, and that nobody here looks into.
    const poison = { oid: '1.3.6.1.4.1.11129.2.4.3', critical: true, value: hex('0500') };
    expect(detailOf(await judge([poison]))).to.equal('precertificatePoison is critical');
  });

  it('refuses a policy that is named twice', async () => {
    const [first, second] = ['06042a030405', '06042a030406'] as const;
    expect(verdictOf(await judge([policies(first, second)]))).to.equal('ALLOW');
    const doubled = await judge([policies(first, second, first)]);
    expect(verdictOf(doubled)).to.equal(denied('POLICY_DOUBLED'));
    expect(detailOf(doubled)).to.equal('it has the policy 1.2.3.4.5 twice');
    const anyway = await judge([policies(first, first)], { ca: true, allowUnknownCritical: true });
    expect(verdictOf(anyway)).to.equal(denied('POLICY_DOUBLED'));
  });

  it('gives all reasons at once to tools', async () => {
    const { pem } = await makeCertificate({
      key: 'rsa-1024',
      extensions: [isCa, { ...unknown, critical: true }],
    });
    const read = nodeCryptoCertificateReader().read(pem);
    if (read.kind === 'refused') throw new Error(read.detail);
    expect(certificateRefusals(read.certificate, now).map(({ code }) => code)).to.deep.equal([
      'CERTIFICATE_KEY_NOT_ALLOWED',
      'CERTIFICATE_IS_CA',
      'CERTIFICATE_EXTENSION_UNKNOWN',
    ]);
  });

  describe('options', () => {
    const make = certificatePolicy as (options: unknown) => unknown;

    for (const [options, fault] of [
      [{ rsaExponents: [3] }, /^OPTION_INVALID: .*"rsaExponents\.0"/],
      [{ rsaExponents: [65_538] }, /^OPTION_INVALID: .*"rsaExponents\.0": is even/],
      [{ rsaExponents: [2 ** 53 + 1] }, /^OPTION_INVALID: .*"rsaExponents\.0"/],
      [{ rsaExponents: [65_537.5] }, /^OPTION_INVALID: .*"rsaExponents\.0"/],
      [{ rsaExponents: [] }, /^OPTION_INVALID: .*at least one must be allowed/],
      [{ rsaBits: false, rsaExponents: [65_537] }, /^OPTION_INVALID: .*no RSA key is allowed/],
      [{ ca: 'no' }, /^OPTION_INVALID: .*"ca"/],
      [{ keyUsage: [] }, /^OPTION_INVALID: .*names no usage/],
      [{ keyUsage: ['signing'] }, /^OPTION_INVALID: .*"keyUsage\.0"/],
      [{ extendedKeyUsage: [] }, /^OPTION_INVALID: .*names no purpose/],
      [{ extendedKeyUsage: ['clientauth'] }, /^OPTION_INVALID: .*did you mean "clientAuth"\?/],
      [{ extendedKeyUsage: ['1.3.06'] }, /^OPTION_INVALID: .*no purpose is called "1\.3\.06"/],
      [{ requiredExtensions: [] }, /^OPTION_INVALID: .*names no extension/],
      [{ forbiddenExtensions: ['keyusage'] }, /^OPTION_INVALID: .*did you mean "keyUsage"\?/],
      [
        { requiredExtensions: ['keyUsage'], forbiddenExtensions: ['2.5.29.15'] },
        /^OPTION_INVALID: .*keyUsage is both required and forbidden/,
      ],
      [{ allowUnknownCritical: 1 }, /^OPTION_INVALID: .*"allowUnknownCritical"/],
    ] as const) {
      it(`refuses ${JSON.stringify(options)}`, () => {
        expect(faultOf(() => make(options))).to.match(fault);
      });
    }
  });
});
