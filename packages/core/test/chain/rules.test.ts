import type { ChainRefusalCode, ChainRules } from '@gangway/core';
import { type CertificateInput, type ExtensionInput, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import {
  caParts,
  critical,
  extension,
  leafParts,
  type MadeChain,
  makeChain,
  makeRoot,
  now,
  outcomeOf,
  usual,
  validate,
} from './chain-parts.js';

interface Row {
  readonly root?: CertificateInput;
  readonly intermediate?: CertificateInput;
  readonly leaf?: CertificateInput;
  readonly rules?: Partial<ChainRules>;
  readonly to: 'valid' | ChainRefusalCode;
}

const parts = (...extensions: readonly ExtensionInput[]): CertificateInput => ({ extensions });
const ca = (...more: readonly ExtensionInput[]) => parts(...caParts, ...more);
const device = (...more: readonly ExtensionInput[]) => parts(...leafParts, ...more);
const without = (
  list: readonly ExtensionInput[],
  left: ExtensionInput,
  ...more: ExtensionInput[]
) => parts(...list.filter((part) => part !== left), ...more);

const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';
const eku = {
  server: extension('2.5.29.37', '300a 0608 2b06010505070301'),
  client: extension('2.5.29.37', '300a 0608 2b06010505070302'),
  both: extension('2.5.29.37', '3014 0608 2b06010505070301 0608 2b06010505070302'),
  any: extension('2.5.29.37', '3006 0604 551d2500'),
};
const nameConstraints = '3007 a005 3003 8201 61';
const policy = '3003 0601 2a';
const cps = '3015 3013 0601 2a 300e 300c 0608 2b06010505070201 1600';
const at = (text: string) => Date.parse(text);

const tables: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  'keys and signatures': {
    'P-256 alone': { to: 'valid' },
    'RSA of 2,048, 3,072 and 4,096 bits': {
      root: { key: 'rsa-2048' },
      intermediate: { key: 'rsa-3072', hash: 'SHA-384' },
      leaf: { key: 'rsa-4096', hash: 'SHA-512' },
      to: 'valid',
    },
    'P-521, P-384 and Ed25519': {
      root: { key: 'p-521' },
      intermediate: { key: 'p-384', hash: 'SHA-512' },
      leaf: { key: 'ed25519', hash: 'SHA-384' },
      to: 'valid',
    },
    'Ed25519 signatures': {
      root: { key: 'ed25519' },
      intermediate: { key: 'ed25519' },
      to: 'valid',
    },
    'RSA-1024 in the root': { root: { key: 'rsa-1024' }, to: 'CHAIN_KEY_NOT_ALLOWED' },
    'RSA-1024 in the intermediate': {
      intermediate: { key: 'rsa-1024' },
      to: 'CHAIN_KEY_NOT_ALLOWED',
    },
    'RSA-1024 in the leaf': { leaf: { key: 'rsa-1024' }, to: 'CHAIN_KEY_NOT_ALLOWED' },
    'secp256k1 in the leaf': { leaf: { key: 'secp256k1' }, to: 'CHAIN_KEY_NOT_ALLOWED' },
    'secp256k1 in the intermediate': {
      intermediate: { key: 'secp256k1' },
      to: 'CHAIN_KEY_NOT_ALLOWED',
    },
    'SHA-1 over the leaf': { leaf: { hash: 'SHA-1' }, to: 'CHAIN_KEY_NOT_ALLOWED' },
    'SHA-1 over the leaf, by RSA': {
      intermediate: { key: 'rsa-2048' },
      leaf: { hash: 'SHA-1' },
      to: 'CHAIN_KEY_NOT_ALLOWED',
    },
    'SHA-1 over the intermediate': { intermediate: { hash: 'SHA-1' }, to: 'CHAIN_KEY_NOT_ALLOWED' },
    // RFC 5280 section 6.1: the anchor's own signature is not looked at.
    'SHA-1 over the root': { root: { hash: 'SHA-1' }, to: 'valid' },
    'RSASSA-PSS with SHA-256': { ...pss('SHA-256', {}), to: 'valid' },
    'RSASSA-PSS with SHA-512': { ...pss('SHA-512', {}), to: 'valid' },
    'RSASSA-PSS with a long salt': { ...pss('SHA-256', { saltLength: 222 }), to: 'valid' },
    'RSASSA-PSS with a short salt': {
      ...pss('SHA-256', { saltLength: 31 }),
      to: 'CHAIN_KEY_NOT_ALLOWED',
    },
    'RSASSA-PSS with SHA-1': { ...pss('SHA-1', {}), to: 'CHAIN_KEY_NOT_ALLOWED' },
    'RSASSA-PSS with SHA-1 masks': {
      ...pss('SHA-256', { maskHash: 'SHA-1' }),
      to: 'CHAIN_KEY_NOT_ALLOWED',
    },
  },

  'dates, to the second and at both ends': {
    'an expired root': { root: { notAfter: new Date(now - 1_000) }, to: 'CHAIN_NOT_VALID_NOW' },
    'an expired intermediate': {
      intermediate: { notAfter: new Date(now - 1_000) },
      to: 'CHAIN_NOT_VALID_NOW',
    },
    'an expired leaf': { leaf: { notAfter: new Date(now - 1_000) }, to: 'CHAIN_NOT_VALID_NOW' },
    'a leaf that is not yet valid': {
      leaf: { notBefore: new Date(now + 1_000) },
      to: 'CHAIN_NOT_VALID_NOW',
    },
    'the second of notBefore': { rules: { at: at('2025-01-01T00:00:00Z') }, to: 'valid' },
    'a millisecond before it': {
      rules: { at: at('2024-12-31T23:59:59.999Z') },
      to: 'CHAIN_NOT_VALID_NOW',
    },
    'the second of notAfter': { rules: { at: at('2049-12-31T23:59:59.999Z') }, to: 'valid' },
    'the second after it': {
      rules: { at: at('2050-01-01T00:00:00Z') },
      to: 'CHAIN_NOT_VALID_NOW',
    },
    'a moment that is no number': { rules: { at: Number.NaN }, to: 'CHAIN_NOT_VALID_NOW' },
  },

  'who may issue': {
    'an intermediate without basicConstraints': {
      intermediate: without(caParts, usual.ca),
      to: 'CHAIN_NOT_A_CA',
    },
    'a root without basicConstraints': { root: without(caParts, usual.ca), to: 'CHAIN_NOT_A_CA' },
    'an intermediate that is no CA': { intermediate: device(), to: 'CHAIN_NOT_A_CA' },
    'an intermediate whose basicConstraints are empty': {
      intermediate: without(caParts, usual.ca, critical('2.5.29.19', '3000')),
      to: 'CHAIN_NOT_A_CA',
    },
    'an intermediate whose constraints are not critical': {
      intermediate: without(caParts, usual.ca, extension('2.5.29.19', '3003 0101ff')),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    'an intermediate whose key is for digital signatures': {
      intermediate: without(caParts, usual.keyCertSign, usual.digitalSignature),
      to: 'CHAIN_NOT_A_CA',
    },
    'a root whose key is for digital signatures': {
      root: without(caParts, usual.keyCertSign, usual.digitalSignature),
      to: 'CHAIN_NOT_A_CA',
    },
    'an intermediate without keyUsage': {
      intermediate: without(caParts, usual.keyCertSign),
      to: 'valid',
    },
    'an intermediate whose keyUsage is not critical': {
      intermediate: without(caParts, usual.keyCertSign, extension('2.5.29.15', '0302 0204')),
      to: 'valid',
    },
    'a root without extensions': { root: parts(), to: 'CHAIN_NOT_A_CA' },
  },

  'key identifiers': {
    'an intermediate without its own': {
      intermediate: without(caParts, usual.subjectKey),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    'a root without its own': {
      root: without(caParts, usual.subjectKey),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    "a leaf without its issuer's": {
      leaf: without(leafParts, usual.authorityKey),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    "an intermediate without its issuer's": {
      intermediate: without(caParts, usual.authorityKey),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    "a root without its issuer's": { root: without(caParts, usual.authorityKey), to: 'valid' },
    "a root that another certified, without its issuer's": {
      root: { ...without(caParts, usual.authorityKey), issuer: 'CN=Somebody else' },
      to: 'valid',
    },
    "a leaf with another one than its issuer's": {
      leaf: without(leafParts, usual.authorityKey, extension('2.5.29.35', '3003 8001 07')),
      to: 'valid',
    },
    // RFC 5280 section 6.1 asks for none, and older factory CAs have none.
    'none in any certificate': {
      root: parts(usual.ca, usual.keyCertSign),
      intermediate: parts(usual.ca, usual.keyCertSign),
      leaf: parts(usual.digitalSignature),
      to: 'valid',
    },
    'none above the intermediate': {
      root: parts(usual.ca, usual.keyCertSign),
      intermediate: without(caParts, usual.authorityKey),
      to: 'valid',
    },
    'none of a root that is named without one': {
      root: parts(usual.ca, usual.keyCertSign),
      intermediate: without(caParts, usual.authorityKey, extension('2.5.29.35', '3000')),
      to: 'valid',
    },
    'a CA as leaf without its own': { leaf: without(caParts, usual.subjectKey), to: 'valid' },
    'a critical one of its own': {
      leaf: device(critical('2.5.29.14', '0402 0102')),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    "a critical one of its issuer's": {
      leaf: without(leafParts, usual.authorityKey, critical('2.5.29.35', '3003 8001 07')),
      to: 'CHAIN_EXTENSION_INVALID',
    },
  },

  purposes: {
    'any, unless asked': { leaf: device(eku.server), to: 'valid' },
    'one that the leaf names': {
      leaf: device(eku.both),
      rules: { extendedKeyUsage: [clientAuth] },
      to: 'valid',
    },
    'one of two that the leaf names': {
      leaf: device(eku.client),
      rules: { extendedKeyUsage: [serverAuth, clientAuth] },
      to: 'valid',
    },
    'one that the leaf does not name': {
      leaf: device(eku.server),
      rules: { extendedKeyUsage: [clientAuth] },
      to: 'CHAIN_PURPOSE_NOT_ALLOWED',
    },
    'a leaf that names none': { rules: { extendedKeyUsage: [clientAuth] }, to: 'valid' },
    'a leaf that says any': {
      leaf: device(eku.any),
      rules: { extendedKeyUsage: [clientAuth] },
      to: 'CHAIN_PURPOSE_NOT_ALLOWED',
    },
    'a CA that says any': {
      intermediate: ca(eku.any),
      leaf: device(eku.client),
      rules: { extendedKeyUsage: [clientAuth] },
      to: 'valid',
    },
    'a CA that does not name it': {
      intermediate: ca(eku.server),
      leaf: device(eku.client),
      rules: { extendedKeyUsage: [clientAuth] },
      to: 'CHAIN_PURPOSE_NOT_ALLOWED',
    },
    'a root that does not name it': {
      root: ca(eku.server),
      rules: { extendedKeyUsage: [clientAuth] },
      to: 'CHAIN_PURPOSE_NOT_ALLOWED',
    },
    'two CAs that allow different ones': {
      root: ca(eku.server),
      intermediate: ca(eku.client),
      rules: { extendedKeyUsage: [serverAuth, clientAuth] },
      to: 'CHAIN_PURPOSE_NOT_ALLOWED',
    },
    'a leaf that names one, when none is allowed': {
      leaf: device(eku.client),
      rules: { extendedKeyUsage: [] },
      to: 'CHAIN_PURPOSE_NOT_ALLOWED',
    },
  },

  'name and policy constraints': {
    'critical name constraints in the intermediate': {
      intermediate: ca(critical('2.5.29.30', nameConstraints)),
      to: 'CHAIN_NAME_CONSTRAINTS_UNSUPPORTED',
    },
    'name constraints in the intermediate': {
      intermediate: ca(extension('2.5.29.30', nameConstraints)),
      to: 'CHAIN_NAME_CONSTRAINTS_UNSUPPORTED',
    },
    'name constraints in the root': {
      root: ca(critical('2.5.29.30', nameConstraints)),
      to: 'CHAIN_NAME_CONSTRAINTS_UNSUPPORTED',
    },
    'name constraints in the leaf': {
      leaf: device(extension('2.5.29.30', nameConstraints)),
      to: 'CHAIN_NAME_CONSTRAINTS_UNSUPPORTED',
    },
    policyMappings: {
      intermediate: ca(critical('2.5.29.33', '3008 3006 0601 2a 0601 2b')),
      to: 'CHAIN_POLICY_CONSTRAINTS_UNSUPPORTED',
    },
    policyConstraints: {
      intermediate: ca(critical('2.5.29.36', '3003 8001 00')),
      to: 'CHAIN_POLICY_CONSTRAINTS_UNSUPPORTED',
    },
    'policyConstraints, not critical, in the root': {
      root: ca(extension('2.5.29.36', '3003 8001 00')),
      to: 'CHAIN_POLICY_CONSTRAINTS_UNSUPPORTED',
    },
    inhibitAnyPolicy: {
      intermediate: ca(critical('2.5.29.54', '0201 00')),
      to: 'CHAIN_POLICY_CONSTRAINTS_UNSUPPORTED',
    },
    'a policy': { leaf: device(critical('2.5.29.32', `3005 ${policy}`)), to: 'valid' },
    'a policy that stands twice': {
      leaf: device(extension('2.5.29.32', `300a ${policy} ${policy}`)),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    'a critical policy with a CPS pointer': {
      leaf: device(critical('2.5.29.32', cps)),
      to: 'valid',
    },
    'a critical policy with a qualifier of its own': {
      leaf: device(critical('2.5.29.32', `300e 300c 0601 2a 3007 3005 0601 2b 0500`)),
      to: 'CHAIN_EXTENSION_UNKNOWN',
    },
    'a policy with a qualifier of its own': {
      leaf: device(extension('2.5.29.32', `300e 300c 0601 2a 3007 3005 0601 2b 0500`)),
      to: 'valid',
    },
  },

  'other extensions': {
    'an unknown one': { leaf: device(extension('1.2.3.4', '0500')), to: 'valid' },
    'an unknown critical one in the leaf': {
      leaf: device(critical('1.2.3.4', '0500')),
      to: 'CHAIN_EXTENSION_UNKNOWN',
    },
    'an unknown critical one in the intermediate': {
      intermediate: ca(critical('1.2.3.4', '0500')),
      to: 'CHAIN_EXTENSION_UNKNOWN',
    },
    'an unknown critical one in the root': {
      root: ca(critical('1.2.3.4', '0500')),
      to: 'CHAIN_EXTENSION_UNKNOWN',
    },
    // Not read, as no list is asked for: so critical it is unknown.
    'critical cRLDistributionPoints': {
      leaf: device(critical('2.5.29.31', '3000')),
      to: 'CHAIN_EXTENSION_UNKNOWN',
    },
    'a critical authorityInfoAccess': {
      leaf: device(critical('1.3.6.1.5.5.7.1.1', '3000')),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    'a critical subjectAltName beside a subject': {
      leaf: device(critical('2.5.29.17', '3003 8201 61')),
      to: 'valid',
    },
    'a subjectAltName alone': {
      leaf: { ...device(critical('2.5.29.17', '3003 8201 61')), subject: '' },
      to: 'valid',
    },
    'no name at all': { leaf: { ...device(), subject: '' }, to: 'CHAIN_EXTENSION_INVALID' },
    'keyCertSign in a leaf that is no CA': {
      leaf: parts(usual.keyCertSign, usual.authorityKey),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    'a path length in a leaf that is no CA': {
      leaf: device(critical('2.5.29.19', '3003 020100')),
      to: 'CHAIN_EXTENSION_INVALID',
    },
    'a leaf that is a CA': { leaf: { ca: { pathLength: 0 } }, to: 'valid' },
    'a leaf that is a CA without subject': {
      leaf: { ...ca(critical('2.5.29.17', '3003 8201 61')), subject: '' },
      to: 'CHAIN_EXTENSION_INVALID',
    },
  },

  'path length and depth': {
    'an intermediate under a root of path length 1': {
      root: { ca: { pathLength: 1 } },
      to: 'valid',
    },
    'an intermediate under a root of path length 0': {
      root: { ca: { pathLength: 0 } },
      to: 'CHAIN_PATH_TOO_LONG',
    },
    'a leaf under an intermediate of path length 0': {
      intermediate: { ca: { pathLength: 0 } },
      to: 'valid',
    },
    'a CA as leaf under an intermediate of path length 0': {
      intermediate: { ca: { pathLength: 0 } },
      leaf: { ca: {} },
      to: 'valid',
    },
    'one intermediate where one is allowed': { rules: { maxDepth: 1 }, to: 'valid' },
    'one intermediate where none is allowed': { rules: { maxDepth: 0 }, to: 'CHAIN_PATH_TOO_LONG' },
    'a limit that is no number': { rules: { maxDepth: Number.NaN }, to: 'CHAIN_PATH_TOO_LONG' },
  },
};

function pss(hash: 'SHA-1' | 'SHA-256' | 'SHA-512', input: CertificateInput['pss'] & object) {
  return {
    intermediate: { key: 'rsa-2048', freshKey: false },
    leaf: { hash, pss: input },
  } as const;
}

for (const [title, table] of Object.entries(tables)) {
  describe(`a chain: ${title}`, () => {
    for (const [name, { to, rules = {}, ...inputs }] of Object.entries(table)) {
      it(`${name}: ${to}`, async () => {
        expect(outcomeOf(validate(await makeChain(sharingRsaKeys(inputs)), rules))).to.equal(to);
      });
    }
  });
}

// Making an RSA key takes up to seconds, and where there is one of a size, whose it is makes no difference.
function sharingRsaKeys(inputs: Omit<Row, 'to' | 'rules'>): Parameters<typeof makeChain>[0] {
  const shared = Object.entries(inputs).map(([role, input]) => [
    role,
    input.key?.startsWith('rsa') ? { freshKey: false, ...input } : input,
  ]);
  return Object.fromEntries(shared);
}

describe('a chain: signatures', () => {
  const resigned = async (chain: MadeChain, role: 'leaf' | 'intermediate'): Promise<MadeChain> => {
    const impostor = await makeRoot('CN=Impostor');
    const other = (subject: string, issuer: string, extra: CertificateInput) =>
      makeCertificate({ ...extra, subject, issuer, issuedBy: impostor });
    return role === 'leaf'
      ? { ...chain, leaf: await other('CN=SN-0001', 'CN=Factory CA', {}) }
      : { ...chain, intermediates: [await other('CN=Factory CA', 'CN=Root', { ca: {} })] };
  };

  for (const role of ['leaf', 'intermediate'] as const) {
    it(`by another key under the issuer's name, of the ${role}: CHAIN_SIGNATURE_INVALID`, async () => {
      const chain = await resigned(await makeChain(), role);
      expect(outcomeOf(validate(chain))).to.equal('CHAIN_SIGNATURE_INVALID');
    });
  }

  it('by the right key of another kind than the algorithm says are not verified', async () => {
    const chain = await makeChain({ intermediate: { key: 'rsa-2048', freshKey: false } });
    const { leaf } = await makeChain();
    const verdict = validate({ ...chain, leaf });
    expect(outcomeOf(verdict)).to.equal('CHAIN_SIGNATURE_INVALID');
  });
});
