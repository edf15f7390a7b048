import { expect } from 'chai';
import { expectPart, table } from './page-part.js';
import { pathOf, read } from './workspace.js';

describe('docs/bundle.md', () => {
  const page = 'docs/bundle.md';
  interface Tables {
    readonly bundleFaults: Record<string, { readonly meaning: string; readonly remedy: string }>;
    readonly bundleWarnings: Record<string, string>;
  }
  const tables = (): Promise<Tables> => import(pathOf('packages/bundle/dist/index.js'));

  it('holds every code that bundling can end with', async () => {
    const rows = Object.entries((await tables()).bundleFaults).map(([code, fault]) => [
      `\`${code}\``,
      fault.meaning,
      fault.remedy,
    ]);
    expectPart(page, 'bundle faults', table(['code', 'meaning', 'what to do'], rows));
  });

  it('holds every warning', async () => {
    const rows = Object.entries((await tables()).bundleWarnings).map(([code, meaning]) => [
      `\`${code}\``,
      meaning,
    ]);
    expectPart(page, 'bundle warnings', table(['code', 'meaning'], rows));
  });

  it('has a row for every option, in their order', () => {
    const source = read('packages/bundle/src/bundle-options.ts');
    const [, options = ''] = /interface BundleOptions \{(.*?)\n\}/s.exec(source) ?? [];
    const names = [...options.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name);
    const [, section = ''] = read(page).split('## From a program');
    const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)];
    expect(names).to.not.be.empty;
    expect(rows.map(([, name]) => name)).to.deep.equal(names);
  });
});
