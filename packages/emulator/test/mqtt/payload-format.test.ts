import { encode } from 'cborg';
import { expect } from 'chai';
import fc from 'fast-check';
import { decodePayload, encodePayload } from '../../dist/mqtt/payload-format.js';
import { Rejection } from '../../dist/provisioning/rejection.js';

const formats = ['json', 'cbor'] as const;

describe('payloads', () => {
  for (const format of formats) {
    it(`come out of ${format} as they went in`, () => {
      const value = fc.jsonValue({ maxDepth: 6 });
      fc.assert(
        fc.property(value, (answer) => {
          const decoded = decodePayload(format, encodePayload(format, { answer }));
          // Maps of CBOR are sorted; and what has no prototype is no equal of what has one.
          expect(JSON.parse(JSON.stringify(decoded))).to.deep.equal(
            JSON.parse(JSON.stringify({ answer })),
          );
        }),
      );
    });

    it(`are decoded from ${format}, or rejected with 400, whatever the octets`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
          try {
            decodePayload(format, octets);
          } catch (error) {
            expect(error).to.be.instanceOf(Rejection);
            expect(error).to.include({ statusCode: 400, errorCode: 'InvalidRequest' });
          }
        }),
      );
    });

    it(`have no prototypes in ${format}, and keep a key of that name`, () => {
      const octets =
        format === 'json'
          ? Buffer.from('{"parameters":{"__proto__":{"admin":true}}}')
          : encode(new Map([['parameters', new Map([['__proto__', new Map([['admin', true]])]])]]));
      const decoded = decodePayload(format, octets) as { readonly parameters: object };
      expect(Object.getPrototypeOf(decoded)).to.equal(null);
      expect(Object.keys(decoded.parameters)).to.deep.equal(['__proto__']);
      expect(decoded.parameters).to.not.have.property('admin');
    });

    it(`are an empty object where there are no octets of ${format}`, () => {
      expect(Object.keys(decodePayload(format, Buffer.alloc(0)) as object)).to.deep.equal([]);
    });
  }

  for (const format of formats) {
    it(`are nested 16 deep at most in ${format}`, () => {
      const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);
      const octets = (depth: number) => encodePayload(format, { a: nested(depth) });
      expect(decodePayload(format, octets(15))).to.be.an('object');
      expect(() => decodePayload(format, octets(16))).to.throw(Rejection);
    });
  }

  it('in CBOR have keys of text, each once', () => {
    for (const octets of [encode(new Map([[1, 'x']])), Buffer.from('a2616101616102', 'hex')]) {
      expect(() => decodePayload('cbor', octets)).to.throw(Rejection);
    }
  });

  it('in CBOR may be of unknown length, as small devices write them', () => {
    const decoded = decodePayload('cbor', Buffer.from('bf61616178ff', 'hex'));
    expect(JSON.stringify(decoded)).to.equal('{"a":"x"}');
  });
});
