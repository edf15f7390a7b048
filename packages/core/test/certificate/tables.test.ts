import { expect } from 'chai';
import { attributeNames } from '#core/certificate/attribute-types.js';
import { signatureAlgorithms } from '#core/certificate/signature-algorithms.js';

describe('the tables of identifiers', () => {
  it('name the signature algorithms and say what their parameters are', () => {
    const shown = [...signatureAlgorithms].map(
      ([, { name, parameters }]) => `${name} ${parameters}`,
    );
    expect(shown).to.deep.equal([
      'md5WithRSAEncryption null',
      'sha1WithRSAEncryption null',
      'sha224WithRSAEncryption null',
      'sha256WithRSAEncryption null',
      'sha384WithRSAEncryption null',
      'sha512WithRSAEncryption null',
      'RSASSA-PSS pss',
      'ecdsa-with-SHA1 absent',
      'ecdsa-with-SHA224 absent',
      'ecdsa-with-SHA256 absent',
      'ecdsa-with-SHA384 absent',
      'ecdsa-with-SHA512 absent',
      'Ed25519 absent',
      'Ed448 absent',
    ]);
    expect([...signatureAlgorithms.keys()].join(' ')).to.equal(
      [4, 5, 14, 11, 12, 13, 10]
        .map((arc) => `1.2.840.113549.1.1.${arc}`)
        .concat(['1', '3.1', '3.2', '3.3', '3.4'].map((arc) => `1.2.840.10045.4.${arc}`))
        .concat(['1.3.101.112', '1.3.101.113'])
        .join(' '),
    );
  });

  it('name the attribute types', () => {
    expect(Object.fromEntries(attributeNames)).to.deep.equal({
      '0.9.2342.19200300.100.1.1': 'UID',
      '0.9.2342.19200300.100.1.25': 'DC',
      '1.2.840.113549.1.9.1': 'emailAddress',
      '2.5.4.3': 'CN',
      '2.5.4.4': 'surname',
      '2.5.4.5': 'serialNumber',
      '2.5.4.6': 'C',
      '2.5.4.7': 'L',
      '2.5.4.8': 'ST',
      '2.5.4.9': 'STREET',
      '2.5.4.10': 'O',
      '2.5.4.11': 'OU',
      '2.5.4.12': 'title',
      '2.5.4.41': 'name',
      '2.5.4.42': 'givenName',
      '2.5.4.43': 'initials',
      '2.5.4.44': 'generationQualifier',
      '2.5.4.46': 'dnQualifier',
      '2.5.4.65': 'pseudonym',
    });
  });
});
