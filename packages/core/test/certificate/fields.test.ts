import { expect } from 'chai';
import { takeExtensions } from '#core/certificate/extensions.js';
import { takeName } from '#core/certificate/name.js';
import { takePssParameters } from '#core/certificate/pss-parameters.js';
import { takeValidity } from '#core/certificate/validity.js';
import { cursorOver, faultOf } from './hex.js';

const hexOf = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

describe('a name', () => {
  const attribute = '300806035504030c0141';

  it('may hold one attribute twice: equal encodings are in order', () => {
    const hex = `30163114${attribute}${attribute}`;
    expect(takeName(cursorOver(hex), hex, 'subject')).to.deep.equal({
      attributes: [
        { type: '2.5.4.3', name: 'CN', value: 'A' },
        { type: '2.5.4.3', name: 'CN', value: 'A' },
      ],
      hex,
    });
  });
});

describe('a validity', () => {
  const utcTime = (text: string): string => `170d${hexOf(text)}`;
  const validity = (from: string, to: string) => cursorOver(`301e${utcTime(from)}${utcTime(to)}`);

  it('may be one moment, the last of a leap day', () => {
    const moment = Date.UTC(2028, 1, 29, 23, 59, 59);
    expect(takeValidity(validity('280229235959Z', '280229235959Z'))).to.deep.equal({
      notBefore: moment,
      notAfter: moment,
    });
  });

  it('says of its beginning, too, what is wrong', () => {
    expect(faultOf(() => takeValidity(validity('281301000000Z', '290101000000Z')))).to.equal(
      'content: notBefore is no date of the calendar',
    );
  });

  for (const [month, day] of ['01-00', '01-32', '02-29', '04-31', '12-32'].map((date) =>
    date.split('-'),
  )) {
    it(`knows no day ${day} in month ${month} of 2027`, () => {
      expect(
        faultOf(() => takeValidity(validity(`27${month}${day}000000Z`, '490101000000Z'))),
      ).to.equal('content: notBefore is no date of the calendar');
    });
  }
});

describe('extensions', () => {
  const read = (hex: string) => takeExtensions(cursorOver(hex), hex).list;

  it('are sequences of an identifier, a mark and octets', () => {
    const hex = 'a310300e300c0603551d130101ff04023000';
    expect(read(hex)).to.deep.equal([{ oid: '2.5.29.19', critical: true, hex: '3000' }]);
    expect(faultOf(() => read('a30430020500'))).to.equal(
      'content: extension: tag 05 instead of 30 at 4',
    );
  });

  it('may be absent', () => expect(read('0500')).to.deep.equal([]));
});

describe('the parameters of RSASSA-PSS', () => {
  const sha2 = { 'SHA-256': '01', 'SHA-384': '02', 'SHA-512': '03', 'SHA-224': '04' };
  for (const [name, arc] of Object.entries(sha2)) {
    it(`may name ${name}, with a NULL and without`, () => {
      const withNull = cursorOver(`3011 a00f 300d 0609608648016503 0402${arc} 0500`);
      expect(faultOf(() => takePssParameters(withNull))).to.equal('read');
      const without = cursorOver(`300f a00d 300b 0609608648016503 0402${arc}`);
      expect(faultOf(() => takePssParameters(without))).to.equal('read');
    });
  }
});
