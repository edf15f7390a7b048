import { expect } from 'chai';
import { createProgress } from '../dist/terminal/progress.js';

function progressOn(errTerminal: boolean, quiet = false) {
  let said = '';
  let time = 0;
  const err = (text: string) => {
    said += text;
  };
  const progress = createProgress({ err, errTerminal }, { total: 1_000, quiet, now: () => time });
  return {
    progress,
    at(milliseconds: number, done: number, rows: number) {
      time = milliseconds;
      said = '';
      progress.at(done, rows);
      return said;
    },
    clear() {
      said = '';
      progress.clear();
      return said;
    },
  };
}

describe('progress', () => {
  it('is a bar with share, rows, rate and time left on a terminal, and is wiped off', () => {
    const { progress, at, clear } = progressOn(true);
    progress.begin('writing');
    at(0, 0, 0);
    expect(at(10_000, 250, 50_000)).to.equal(
      '\rwriting [======                  ] 25 %, 50,000 rows, 5,000 rows/s, 0:30 left\u001b[K',
    );
    expect(at(10_050, 260, 51_000)).to.equal('');
    expect(clear()).to.equal('\r\u001b[K');
    expect(clear()).to.equal('');
  });

  it('is a line every five seconds elsewhere', () => {
    const { progress, at, clear } = progressOn(false);
    progress.begin('checking');
    at(0, 0, 0);
    expect(at(4_900, 400, 10)).to.equal('');
    expect(at(5_000, 500, 10_000)).to.equal(
      'gangway: checking: 50 %, 10,000 rows, 2,000 rows/s, 0:05 left\n',
    );
    expect(clear()).to.equal('');
  });

  it('takes its rate from what this run did, not from what it passed over', () => {
    const { progress, at } = progressOn(true);
    progress.begin('writing');
    at(1_000, 900, 1_000);
    expect(at(2_000, 950, 1_500)).to.contain('500 rows/s, 0:01 left');
  });

  it('is silent where it is to be', () => {
    const { progress, at, clear } = progressOn(true, true);
    progress.begin('writing');
    at(0, 0, 0);
    expect(at(9_000, 500, 10)).to.equal('');
    expect(clear()).to.equal('');
  });
});
