import { expect } from 'chai';
import fc from 'fast-check';
import { contextTag, DerCursor, tags } from '#core/certificate/der.js';
import { bytes, cursorOver, faultOf } from './hex.js';

describe('DerCursor', () => {
  it('gives elements with their places, in order', () => {
    const cursor = cursorOver('020105 0400 3003020107');
    expect(cursor.next()).to.deep.equal({ tag: 0x02, start: 0, from: 2, to: 3 });
    expect(cursor.next()).to.deep.equal({ tag: 0x04, start: 3, from: 5, to: 5 });
    expect(cursor.done).to.equal(false);
    expect(cursor.open(tags.sequence, 'it').next()).to.deep.equal({
      tag: 0x02,
      start: 7,
      from: 9,
      to: 10,
    });
    expect(cursor.done).to.equal(true);
  });

  it('takes lengths of one, two and three octets at their borders', () => {
    for (const [length, header] of [
      [0, '0400'],
      [0x7f, '047f'],
      [0x80, '048180'],
      [0xff, '0481ff'],
      [0x100, '04820100'],
      [0xffff, '0482ffff'],
    ] as const) {
      const data = Buffer.concat([bytes(header), Buffer.alloc(length)]);
      const { from, to } = new DerCursor(data).next();
      expect([from, to]).to.deep.equal([header.length / 2, data.length]);
    }
  });

  const refused: Readonly<Record<string, readonly [hex: string, fault: string]>> = {
    'nothing at all': ['', 'content: an element is missing at 0'],
    'a tag alone': ['04', 'encoding: the data ends at 1'],
    'a length cut off after its first octet': ['0481', 'encoding: the data ends at 2'],
    'a length cut off after its second octet': ['048201', 'encoding: the data ends at 3'],
    'content cut off': ['040200', 'encoding: the element at 0 is cut off'],
    'an indefinite length': ['30800000', 'encoding: indefinite length at 1'],
    'a long form for 127': ['04817f', 'encoding: a length that is not minimal at 1'],
    'two octets for 255': ['048200ff', 'encoding: a length that is not minimal at 1'],
    'three length octets': ['0483010000', 'encoding: a length of 3 octets at 1'],
    'a high tag number': ['1f8101 00', 'encoding: high tag number at 0'],
    'a high tag number of a context class': ['bf2000', 'encoding: high tag number at 0'],
  };
  for (const [what, [hex, fault]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(faultOf(() => cursorOver(hex).next())).to.equal(fault);
    });
  }

  it('does not look beyond the element it is in', () => {
    const inner = cursorOver('3003040201 ff').open(tags.sequence, 'it');
    expect(faultOf(() => inner.next())).to.equal('encoding: the element at 2 is cut off');
    const cut = cursorOver('300204 81 80').open(tags.sequence, 'it');
    expect(faultOf(() => cut.next())).to.equal('encoding: the data ends at 4');
  });

  it('takes only the tag that is asked for', () => {
    expect(faultOf(() => cursorOver('0500').take(tags.integer, 'a serial'))).to.equal(
      'content: a serial: tag 05 instead of 02 at 0',
    );
    expect(faultOf(() => cursorOver('').take(tags.integer, 'a serial'))).to.equal(
      'content: a serial is missing',
    );
    expect(faultOf(() => cursorOver('0580').take(tags.integer, 'a serial'))).to.equal(
      'encoding: indefinite length at 1',
    );
    expect(cursorOver('0500').isNext(tags.null)).to.equal(true);
    expect(cursorOver('0500').isNext(tags.integer)).to.equal(false);
    const { bytes: data } = cursorOver('0500');
    expect(new DerCursor(data, 0, 0).isNext(tags.null)).to.equal(false);
  });

  it('refuses what is left over', () => {
    const cursor = cursorOver('05000500');
    expect(faultOf(() => cursor.finish('it'))).to.equal('content: it: unexpected data at 0');
    cursor.next();
    expect(faultOf(() => cursor.finish('it'))).to.equal('content: it: unexpected data at 2');
    cursor.next();
    expect(faultOf(() => cursor.finish('it'))).to.equal('read');
  });

  it('forks without moving', () => {
    const cursor = cursorOver('05000101ff');
    cursor.next();
    expect(cursor.fork().next()).to.deep.equal(cursor.next());
  });

  it('builds context tags', () => {
    expect(contextTag(3, 'constructed')).to.equal(0xa3);
    expect(contextTag(2, 'primitive')).to.equal(0x82);
  });

  it('reads any bytes to the end or faults, and never goes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (data) => {
        const cursor = new DerCursor(Buffer.from(data));
        let at = 0;
        faultOf(() => {
          while (!cursor.done) {
            const { start, from, to } = cursor.next();
            expect(start).to.equal(at);
            expect(from).to.be.greaterThan(start + 1);
            expect(to).to.be.at.least(from);
            at = to;
          }
          expect(at).to.equal(data.length);
        });
      }),
    );
  });
});
