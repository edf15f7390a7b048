import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

const packageFolder = new URL('../', import.meta.url);

describe('the subpath exports of @gangway/plugins', () => {
  it('are one for each plugin, and the Runtime API that @gangway/testing stands on', () => {
    const manifest = readFileSync(new URL('package.json', packageFolder), 'utf8');
    const { exports } = JSON.parse(manifest) as { exports: Record<string, unknown> };
    const plugins = readdirSync(new URL('src/', packageFolder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.replace(/\.ts$/, ''));
    expect(exports).to.deep.equal(
      Object.fromEntries([
        ...plugins.map((name) => [
          `./${name}`,
          { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
        ]),
        [
          './runtime-api',
          { types: './dist/runtime-api/index.d.ts', default: './dist/runtime-api/index.js' },
        ],
      ]),
    );
  });
});
