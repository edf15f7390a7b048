import { expect } from 'chai';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { zip } from '../dist/zip.js';

const path = fc
  .array(fc.stringMatching(/^[a-z][a-z0-9 .ø-]{0,8}[a-z]$/), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const files = fc.uniqueArray(fc.record({ path, data: fc.uint8Array({ maxLength: 200 }) }), {
  selector: ({ path }) => path,
  maxLength: 6,
});

describe('a zip', () => {
  it('gives back every file, and the same bytes in whatever order they come', () => {
    fc.assert(
      fc.property(files, (given) => {
        const packed = zip(given);
        const back = Object.entries(unzipSync(packed));
        expect(new Map(back.map(([path, data]) => [path, Buffer.from(data)]))).to.deep.equal(
          new Map(given.map(({ path, data }) => [path, Buffer.from(data)])),
        );
        expect(Buffer.from(zip(given.toReversed())).equals(packed)).to.equal(true);
      }),
    );
  });

  it('has files of mode 0644 and of the year 1980', () => {
    const packed = Buffer.from(zip([{ path: 'index.mjs', data: Buffer.from('x') }]));
    // APPNOTE.TXT 4.3.12: the central directory's header.
    const central = packed.indexOf('PK\u0001\u0002', 0, 'latin1');
    expect(packed.readUInt16LE(central + 4) >> 8).to.equal(3);
    expect((packed.readUInt32LE(central + 38) >>> 16).toString(8)).to.equal('100644');
    expect(packed.readUInt16LE(central + 14) >> 9).to.equal(0);
    expect(packed.readUInt16LE(central + 12) >> 11).to.equal(12);
  });
});
