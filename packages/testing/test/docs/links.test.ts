import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { pages, pathOf, read } from './workspace.js';

interface Link {
  readonly target: string;
  readonly anchor: string | undefined;
}

/** The links of a page that stay in the workspace. What stands in code is no link. */
function linksIn(page: string): readonly Link[] {
  const prose = read(page)
    .replaceAll(/^```.*?^```$/gms, '')
    .replaceAll(/`[^`\n]*`(?!\])/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor] = link.split('#');
      return { target: path === '' ? page : join(dirname(page), path), anchor };
    });
}

/** How a heading is called in a link. */
const anchorsIn = (page: string): readonly string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('links', () => {
  for (const page of pages) {
    it(`of ${page} lead to what is there`, () => {
      for (const { target, anchor } of linksIn(page)) {
        expect(existsSync(pathOf(target)), `${target} in ${page}`).to.equal(true);
        if (anchor === undefined) continue;
        expect(anchorsIn(target), `#${anchor} of ${target}, in ${page}`).to.include(anchor);
      }
    });
  }

  it('of README.md lead to every page of docs', () => {
    const docs = pages.filter((page) => page.startsWith('docs/'));
    expect(linksIn('README.md').map(({ target }) => target)).to.include.members(docs);
  });

  it('are found at all', () => {
    expect(pages.flatMap(linksIn)).to.not.be.empty;
  });
});
