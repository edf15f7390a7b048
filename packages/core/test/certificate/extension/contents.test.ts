import { expect } from 'chai';
import { readContents } from '#core/certificate/extension/contents.js';
import { bytes, cursorOver, faultOf } from '../hex.js';

/** What is read of an extension whose content is this, or the fault that it has. */
function contentsOf(oid: string, hex: string): unknown {
  const text = bytes(hex).toString('hex');
  let contents: unknown;
  const fault = faultOf(() => {
    contents = readContents(oid, cursorOver(text), text);
  });
  return fault === 'read' ? contents : fault;
}

type Cases = Readonly<Record<string, unknown>>;

function reads(name: string, oid: string, cases: Cases): void {
  describe(name, () => {
    for (const [hex, expected] of Object.entries(cases)) {
      it(hex, () => expect(contentsOf(oid, hex)).to.deep.equal(expected));
    }
  });
}

const fault = (oid: string) => (message: string) => `content: extension ${oid}: ${message}`;

const ofConstraints = fault('2.5.29.19');
reads('basicConstraints', '2.5.29.19', {
  '3000': { basicConstraints: { ca: false } },
  '3003 0101ff': { basicConstraints: { ca: true } },
  '3006 0101ff 020100': { basicConstraints: { ca: true, pathLength: 0 } },
  '3007 0101ff 020200ff': { basicConstraints: { ca: true, pathLength: 255 } },
  '3003 020101': { basicConstraints: { ca: false, pathLength: 1 } },
  '3007 0101ff 02020100': ofConstraints('pathLenConstraint is over 255'),
  '3006 0101ff 0201ff': ofConstraints('pathLenConstraint is negative'),
  '3003 010100': ofConstraints('cA is FALSE and written out'),
  '3003 0101ff 00': ofConstraints('its value: unexpected data at 5'),
  '3005 0101ff 0500': ofConstraints('pathLenConstraint: tag 05 instead of 02 at 5'),
  '3080 0000': ofConstraints('indefinite length at 1'),
  '': ofConstraints('basicConstraints is missing'),
});

const ofUsage = fault('2.5.29.15');
reads('keyUsage', '2.5.29.15', {
  '0302 0780': { keyUsage: ['digitalSignature'] },
  '0302 0001': { keyUsage: ['encipherOnly'] },
  '0303 070080': { keyUsage: ['decipherOnly'] },
  '0303 070180': { keyUsage: ['encipherOnly', 'decipherOnly'] },
  '0302 0106': { keyUsage: ['keyCertSign', 'cRLSign'] },
  '0302 0780 00': ofUsage('its value: unexpected data at 4'),
  '0301 00': ofUsage('keyUsage does not end with a set bit'),
  '0302 0700': ofUsage('keyUsage does not end with a set bit'),
  '0302 0080': ofUsage('keyUsage does not end with a set bit'),
  '0303 078000': ofUsage('keyUsage does not end with a set bit'),
  '0303 060040': ofUsage('keyUsage has a bit 9, which nobody named'),
  '0303 000001': ofUsage('keyUsage has a bit 15, which nobody named'),
  '0304 07000080': ofUsage('keyUsage has a bit 16, which nobody named'),
});

reads('extKeyUsage', '2.5.29.37', {
  '3003 06012a': { extendedKeyUsage: ['1.2'] },
  '3006 06012b 06012a': { extendedKeyUsage: ['1.3', '1.2'] },
  '3000': fault('2.5.29.37')('extKeyUsage names no purpose'),
  '3003 04012a': fault('2.5.29.37')('a key purpose: tag 04 instead of 06 at 2'),
});

reads('subjectKeyIdentifier', '2.5.29.14', {
  '0401 00': { subjectKeyIdentifier: '00' },
  '0402 AB01': { subjectKeyIdentifier: 'ab01' },
  '0400': fault('2.5.29.14')('subjectKeyIdentifier is empty'),
});

const ofAuthority = fault('2.5.29.35');
reads('authorityKeyIdentifier', '2.5.29.35', {
  '3000': { authorityKeyIdentifier: {} },
  '3003 8001ab': { authorityKeyIdentifier: { keyIdentifier: 'ab' } },
  '3008 a103 820161 820107': {
    authorityKeyIdentifier: { issuer: [{ kind: 'dNSName', value: 'a' }], serialNumber: '07' },
  },
  '3002 8000': ofAuthority('authorityKeyIdentifier is empty'),
  '3005 a103 820161': ofAuthority(
    'authorityKeyIdentifier has an issuer or a serial number without the other',
  ),
  '3003 820107': ofAuthority(
    'authorityKeyIdentifier has an issuer or a serial number without the other',
  ),
  '3005 a100 820107': ofAuthority('authorityKeyIdentifier holds no name'),
  '3008 a103 820161 820100': ofAuthority('the serial number of the authority is zero'),
  '3008 a103 820161 8201ff': ofAuthority('the serial number of the authority is negative'),
  '3009 a103 820161 82020007': ofAuthority('the serial number of the authority is not minimal'),
  '3006 8001ab 8001ab': ofAuthority('authorityKeyIdentifier: unexpected data at 5'),
});

const ofPolicies = fault('2.5.29.32');
reads('certificatePolicies', '2.5.29.32', {
  '3005 3003 06012a': { certificatePolicies: ['1.2'] },
  '300a 3003 06012a 3003 06012a': { certificatePolicies: ['1.2', '1.2'] },
  '300e 300c 06012a 3007 3005 06012b 1600': { certificatePolicies: ['1.2'] },
  '3000': ofPolicies('certificatePolicies names no policy'),
  '3007 3005 06012a 3000': ofPolicies('policy qualifiers are present and empty'),
  '300c 300a 06012a 3005 3003 06012b': ofPolicies('an element is missing at 14'),
  '3007 3005 06012a 0500': ofPolicies('policy qualifiers: tag 05 instead of 30 at 7'),
});

describe('an extension that only a chain asks about', () => {
  const mappings = fault('2.5.29.33');
  const constraints = fault('2.5.29.36');
  const inhibit = fault('2.5.29.54');
  const issuerAltName = fault('2.5.29.18');
  const cases: readonly (readonly [oid: string, hex: string, expected: unknown])[] = [
    ['2.5.29.33', '3008 3006 06012a 06012b', {}],
    ['2.5.29.33', '3000', mappings('policyMappings maps nothing')],
    ['2.5.29.33', '3005 3003 06012a', mappings('a policy mapping is missing')],
    ['2.5.29.36', '3003 800100', {}],
    ['2.5.29.36', '3003 81017f', {}],
    ['2.5.29.36', '3000', constraints('policyConstraints constrains nothing')],
    ['2.5.29.36', '3003 800180', constraints('policyConstraints is negative')],
    ['2.5.29.36', '3006 810101 8101ff', constraints('policyConstraints: unexpected data at 5')],
    ['2.5.29.36', '3006 800101 8101ff', constraints('policyConstraints is negative')],
    ['2.5.29.36', '3003 820101', constraints('policyConstraints: unexpected data at 2')],
    ['2.5.29.54', '020100', {}],
    ['2.5.29.54', '0201ff', inhibit('inhibitAnyPolicy is negative')],
    ['2.5.29.54', '02020001', inhibit('inhibitAnyPolicy is not minimal')],
    ['2.5.29.18', '3003 820161', {}],
    ['2.5.29.18', '3000', issuerAltName('issuerAltName holds no name')],
  ];
  for (const [oid, hex, expected] of cases) {
    it(`${oid} ${hex}`, () => expect(contentsOf(oid, hex)).to.deep.equal(expected));
  }
});

describe('an extension that nobody knows', () => {
  it('may hold anything', () => {
    for (const hex of ['', 'ff', '30']) expect(contentsOf('1.2.3', hex)).to.deep.equal({});
  });
});
