import { expect } from 'chai';
import { createDoubledIds } from '../dist/devices/doubled-ids.js';

describe('doubled ids of a list', () => {
  it('are found with both lines, near and far, also among more ids than memory holds', () => {
    const count = 400_000;
    const ids = createDoubledIds();
    for (let line = 2; line < count; line += 1) ids.add(`SN-${line}`, line);
    ids.add('SN-2', count);
    ids.add(`SN-${count - 1}`, count + 1);
    ids.add('SN-2', count + 2);
    const found = [...ids.found()].sort((a, b) => a.line - b.line);
    ids.close();
    expect(found).to.deep.equal([
      { line: count, first: 2 },
      { line: count + 1, first: count - 1 },
      { line: count + 2, first: 2 },
    ]);
  });
});
