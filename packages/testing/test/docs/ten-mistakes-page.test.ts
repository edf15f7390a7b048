import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { pathOf, read } from './workspace.js';

/** The sections of the page by the letter of the mistake. */
const sections = new Map(
  read('docs/ten-mistakes.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, 1), section] as const),
);

/** `- `path`: "title"`: a test that holds the mistake off. */
const testsIn = (section: string) =>
  [...section.matchAll(/^- `([^`]+)`: "(.+)"$/gm)].map(([, path = '', title = '']) => ({
    path,
    title,
  }));

describe('docs/ten-mistakes.md', () => {
  it('has the ten, in order', () => {
    expect([...sections.keys()].join('')).to.equal('ABCDEFGHIJ');
  });

  for (const [letter, section] of sections) {
    it(`names for mistake ${letter} a test, or the part that owns the rest`, () => {
      const owned = /^Not here yet: .+/m.test(section);
      expect(testsIn(section).length > 0 || owned).to.equal(true);
    });

    for (const { path, title } of testsIn(section)) {
      it(`mistake ${letter}: "${title}" is the title of a test`, () => {
        expect(existsSync(pathOf(path)), path).to.equal(true);
        expect(titlesIn(read(path))).to.include(title);
      });
    }
  }
});

/** What a test file says in quotes where a title stands: in a call or at the head of a case. */
const titlesIn = (source: string): readonly string[] =>
  [...source.matchAll(/(?:\b(?:it|describe)\(\s*|name: |\[\s*)(['"`])(.*?)\1/gs)].map(
    ([, , title = '']) => title,
  );
