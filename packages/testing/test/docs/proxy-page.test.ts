import { expect } from 'chai';
import { read } from './workspace.js';

describe('docs/proxy.md', () => {
  it('has a row for every option, in their order', () => {
    const source = read('packages/adapter-lambda/src/proxy/proxy-options.ts');
    const [, options = ''] = /interface LambdaProxyOptions \{(.*?)\n\}/s.exec(source) ?? [];
    const names = [...options.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name);
    const [, page = ''] = read('docs/proxy.md').split('## Options');
    const rows = [...(page.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)];
    expect(names).to.not.be.empty;
    expect(rows.map(([, name]) => name)).to.deep.equal(names);
  });
});
