import { hash } from 'node:crypto';
import { type RehearsalReport, renderPage } from '@gangway/rehearsal';
import { expect } from 'chai';
import fc from 'fast-check';
import { aReport, emptyReport, hostileNames, hostileReport } from './a-report.js';

/** The elements of a page in their order, without their attributes and without what stands in style and data. */
const skeleton = (page: string): readonly string[] =>
  [...bare(page).matchAll(/<\/?([a-z0-9]+)/g)].map(([tag]) => tag);

const bare = (page: string): string =>
  page.replace(/<(style|script)\b([^>]*)>.*?<\/\1>/gs, '<$1$2></$1>');

const dataIn = (page: string): unknown =>
  JSON.parse(/<script type="application\/json" id="report">(.*?)<\/script>/s.exec(page)?.[1] ?? '');

const headings = (page: string): readonly string[] =>
  [...page.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, text = '']) => text);

const count = (page: string, what: RegExp): number => [...bare(page).matchAll(what)].length;

const withNames = (names: readonly string[]): RehearsalReport =>
  aReport({
    reasons: names.map((reason, index) => ({ reason, count: 50 - index })),
    verdicts: names.map((who) => ({ who, kind: 'replay', outcome: 'refused', retries: 0 })),
    wrong: names.map((who) => ({ who, kind: 'replay', code: 'ADMITTED_IMPOSTOR', detail: who })),
  });

describe('renderPage', () => {
  const page = renderPage(aReport());

  it('has a part for each thing that there is to say, and a table beside each chart', () => {
    expect(headings(page)).to.deep.equal([
      'No wrong answers',
      'Who came',
      'Over time',
      'Why devices were refused',
      'How long it took',
      'Faults put in',
      'One by one',
    ]);
    expect(count(page, /<figure /g)).to.equal(5);
    expect(count(page, /<table>/g)).to.equal(6);
    expect(count(page, /<svg [^>]*role="img"/g)).to.equal(5);
  });

  it('names and describes each chart for whoever does not see it', () => {
    for (const [, labels = ''] of page.matchAll(/role="img" aria-labelledby="([^"]*)"/g)) {
      for (const id of labels.split(' ')) {
        expect(page).to.match(new RegExp(`<(title|desc) id="${id}">[^<]{4,}`));
      }
    }
    expect(count(page, /<table>\n<caption>[^<]+<\/caption>\n<thead>/g)).to.equal(6);
    expect(count(page, /<th scope="row">/g)).to.be.greaterThan(20);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    const empty = new Set(['!doctype', 'meta', 'link', 'br']);
    for (const [, slash, name = '', end] of bare(page).matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/g)) {
      if (empty.has(name) || end === '/') continue;
      if (slash === '') open.push(name);
      else expect(open.pop()).to.equal(name);
    }
    expect(open).to.deep.equal([]);
  });

  it('runs and fetches nothing, by its own policy', () => {
    expect(page).to.contain(`default-src 'none'`).and.not.contain('unsafe-inline');
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    expect(page).to.contain(`style-src 'sha256-${hash('sha256', style, 'base64')}'`);
    expect(bare(page)).to.not.match(/ style=| on[a-z]+=|https?:|url\(/);
  });

  it('is the same for the same report', () => {
    expect(renderPage(aReport())).to.equal(page);
  });

  it('holds the report as data', () => {
    expect(dataIn(page)).to.deep.equal(aReport());
    expect(dataIn(renderPage(hostileReport))).to.deep.equal(
      // A lone half of a pair is no text that JSON in UTF-8 could hold otherwise than as an escape, which it reads back.
      hostileReport,
    );
  });

  it('takes hostile names for texts: they change no element of the page', () => {
    const tame = hostileNames.map((_, index) => `SN-${index}`);
    expect(skeleton(renderPage(withNames(hostileNames)))).to.deep.equal(
      skeleton(renderPage(withNames(tame))),
    );
    expect(bare(renderPage(hostileReport)).replaceAll('\n', '')).to.not.match(
      /<script>|<img|<svg onload|[\p{Cc}\p{Cf}]/u,
    );
  });

  it('does so for any names', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), {
      minLength: 3,
      maxLength: 3,
    });
    const expected = skeleton(renderPage(withNames(['a', 'b', 'c'])));
    fc.assert(
      fc.property(names, (given) => {
        const made = renderPage(withNames(given));
        expect(skeleton(made)).to.deep.equal(expected);
        expect(dataIn(made)).to.deep.equal(withNames(given));
      }),
      { numRuns: 100 },
    );
  });

  it('shows the beginning of a long name, and how long it is', () => {
    expect(renderPage(withNames(['x'.repeat(10_240)]))).to.contain(
      `<bdi>${'x'.repeat(64)}… (10,240 characters)</bdi>`,
    );
  });

  it('says of a rehearsal that nobody came to that it shows nothing', () => {
    const made = renderPage(emptyReport);
    expect(headings(made)).to.deep.equal(['Nobody came']);
    expect(count(made, /<figure /g)).to.equal(0);
  });

  it('shows wrong answers first, and what to look at', () => {
    const made = renderPage(
      aReport({
        wrong: [
          { who: 'SN-1', kind: 'cloned-serial', code: 'ADMITTED_IMPOSTOR', detail: 'as SN-2' },
          { who: 'SN-3', kind: 'genuine', code: 'CANNOT_CONNECT', detail: '' },
        ],
      }),
    );
    expect(headings(made).slice(0, 2)).to.deep.equal(['2 wrong answers', 'Wrong answers']);
    expect(made).to.contain('Look for claimOnce').and.contain('iot:Connect');
  });

  it('says that there is more where there is too much to show', () => {
    const verdicts = Array.from({ length: 10_500 }, (_, index) => ({
      who: `SN-${index}`,
      kind: 'genuine' as const,
      outcome: 'admitted' as const,
      retries: index % 7,
    }));
    const made = renderPage(aReport({ verdicts }));
    expect(made).to.contain('and 10,250 more, in the data of this page');
    expect(made.length).to.be.lessThan(2_000_000);
  });

  it('draws an hour in no more columns than can be told apart', () => {
    const timeline = Array.from({ length: 3_600 }, (_, second) => ({
      second,
      admitted: 20,
      refused: 1,
      retries: 0,
    }));
    const columns = count(
      renderPage(aReport({ timeline })),
      /<rect class="admitted" x="[\d.]+" y/g,
    );
    expect(columns).to.be.within(60, 130);
  });

  it('draws a column for a rehearsal of one second', () => {
    const timeline = [{ second: 0, admitted: 1, refused: 0, retries: 0 }];
    expect(renderPage(aReport({ timeline }))).to.contain('second 0: 1 admitted a second');
  });

  it('has no number that is none', () => {
    for (const report of [aReport(), emptyReport, hostileReport]) {
      expect(bare(renderPage(report))).to.not.match(/NaN|Infinity|undefined/);
    }
  });
});
