import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BundleOptions } from '@gangway/bundle';
import { expect } from 'chai';
import { makeBundle } from '../dist/bundle-function.js';
import { faultOf } from './faults.js';
import { hookText, inScratch } from './scratch.js';

const bundled = (options: BundleOptions) => makeBundle(options, { timed: false });
const asset = (literal: string, name = 'data') =>
  `export const ${name} = new URL('${literal}', import.meta.url);`;

/** What a bundle's module says that its export is, read from there. */
async function readThrough(out: string, name = 'data'): Promise<string> {
  const module = await import(pathToFileURL(join(out, 'index.mjs')).href);
  return readFile(module[name], 'utf8');
}

describe('the assets of a bundle', function () {
  this.timeout(60_000);

  it('lie as beside the source, and those of elsewhere where the module finds them', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      await write('src/beside.csv', 'beside');
      await write('src/below/data.csv', 'below');
      await write('data.csv', 'above');
      await write('src/below/list.ts', asset('./data.csv', 'below'));
      const file = await write(
        'src/lambda.ts',
        hookText(
          `export { below } from './below/list.js';\n${asset('./beside.csv', 'beside')}\n${asset('../data.csv', 'above')}`,
        ),
      );
      const { manifest, warnings } = await bundled({ file, out });
      expect(warnings).to.deep.equal([]);
      expect(manifest.files.slice(2).map(({ path }) => path)).to.deep.equal([
        '_/data.csv',
        'below/data.csv',
        'beside.csv',
      ]);
      for (const name of ['beside', 'below', 'above']) {
        expect(await readThrough(out, name)).to.equal(name);
      }
    }));

  it('are found however the URL is written, and not where it is only written about', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      for (const name of ['a', 'b', 'c', 'an d']) await write(`up/${name}.txt`, name);
      const file = await write(
        'src/lambda.ts',
        hookText(`
          // new URL('./comment.txt', import.meta.url)
          /* new URL('../up/comment.txt', import.meta.url) */
          export const told = "new URL('./text.txt', import.meta.url)";
          export const quote = /['"]/;
          export const a = new URL( "../up/a.txt" , import.meta.url );
          export const b = new URL(
            // why this one
            \`../up/b.txt\`,
            import.meta.url,
          );
          export const c = new   URL('../up/c.txt',import.meta.url);
          export const d: URL = new URL('../up/an%20d.txt', import.meta.url);
          export const site = new URL('https://example.com/x.csv', import.meta.url);
        `),
      );
      const { manifest, warnings } = await bundled({ file, out });
      expect(warnings).to.deep.equal([]);
      expect(manifest.files).to.have.length(6);
      expect(await readThrough(out, 'a')).to.equal('a');
      expect(await readThrough(out, 'b')).to.equal('b');
      expect(await readThrough(out, 'c')).to.equal('c');
      expect(await readThrough(out, 'd')).to.equal('an d');
    }));

  it('never take the place of what a bundle is made of', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      await write('gangway.json', 'own');
      const file = await write('lambda.ts', hookText(asset('./gangway.json')));
      await bundled({ file, out });
      expect(await readThrough(out)).to.equal('own');
    }));

  for (const [what, literal, code] of [
    ['a file that is not there', './devices.db', 'ASSET_MISSING'],
    ['a folder', './lists/', 'ASSET_IS_FOLDER'],
    ['a program', './lists/worker.js', 'ASSET_IS_CODE'],
    ['a database', './lists/store.db', 'ASSET_IS_DATABASE'],
    ['a private key', './lists/ca.pem', 'ASSET_HOLDS_KEY'],
  ] as const) {
    it(`warn of ${what}, by source and name, unless it is left out`, () =>
      inScratch(async ({ folder, write }) => {
        await write('lists/worker.js', '');
        await write('lists/store.db', 'SQLite format 3\0');
        await write('lists/ca.pem', '-----BEGIN EC PRIVATE KEY-----\n');
        const file = await write('lambda.ts', hookText(asset(literal)));
        const { warnings } = await bundled({ file, out: join(folder, 'dist') });
        expect(warnings.map((warning) => warning.code)).to.deep.equal([code]);
        expect(warnings[0]?.message).to.contain(literal.slice(2));

        const without = [literal.slice(2)];
        const left = await bundled({ file, out: join(folder, 'dist'), without });
        expect(left.warnings).to.deep.equal([]);
        expect(left.manifest.files).to.have.length(2);
      }));
  }

  it('warn of what was to be left out and is no asset', () =>
    inScratch(async ({ folder, write }) => {
      const file = await write('lambda.ts', hookText());
      const { warnings } = await bundled({ file, out: join(folder, 'dist'), without: ['x.db'] });
      expect(warnings.map(({ code }) => code)).to.deep.equal(['WITHOUT_UNUSED']);
    }));

  it('are found whatever their names are', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      const names = ['Tromsø', 'a#b', 'a?b', "it's", 'a%b', 'a&b;c'];
      for (const name of names) await write(`up/${name}.txt`, name);
      await write('src/Bodø.txt', 'Bodø');
      const own = names.map((name, index) => {
        const path = encodeURI(name).replace(
          /[#?']/g,
          (sign) => `%${sign.charCodeAt(0).toString(16)}`,
        );
        return asset(`../up/${name === 'Tromsø' ? name : path}.txt`, `n${index}`);
      });
      const file = await write(
        'src/lambda.ts',
        hookText([...own, asset('./Bodø.txt', 'beside')].join('\n')),
      );
      const { warnings } = await bundled({ file, out });
      expect(warnings).to.deep.equal([]);
      expect(await readThrough(out, 'beside')).to.equal('Bodø');
      for (const [index, name] of names.entries()) {
        expect(await readThrough(out, `n${index}`)).to.equal(name);
      }
    }));

  it('keep apart what is named alike, whichever is changed first', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      await write('data.csv', 'above');
      await write('src/_/data.csv', 'beside');
      const file = await write(
        'src/lambda.ts',
        hookText(`${asset('../data.csv', 'above')}\n${asset('./_/data.csv', 'beside')}`),
      );
      await bundled({ file, out });
      expect(await readThrough(out, 'above')).to.equal('above');
      expect(await readThrough(out, 'beside')).to.equal('beside');
    }));

  it('are refused where two of them would be one file', () =>
    inScratch(async ({ folder, write }) => {
      await write('lib/x.csv', 'own');
      await write('other/package.json', '{ "name": "lib", "type": "module" }');
      await write('other/x.csv', "the package's");
      await write('other/index.ts', asset('./x.csv', 'other'));
      const file = await write(
        'src/lambda.ts',
        hookText(`${asset('../lib/x.csv')}\nexport { other } from '../other/index.js';`),
      );
      const told = await faultOf({ file, out: join(folder, 'dist') }, 'SOURCE_NOT_BUNDLED');
      expect(told).to.contain('_/lib/x.csv');
    }));

  for (const [what, written] of [
    ['an escape', "new URL('../d\\u0061ta.csv', import.meta.url)"],
    ['a type', "new URL('../data.csv' as string, import.meta.url)"],
    ['parentheses', "new URL(('../data.csv'), import.meta.url)"],
  ] as const) {
    it(`that would have to move are refused where their URL is written with ${what}`, () =>
      inScratch(async ({ folder, write }) => {
        await write('data.csv', 'above');
        const file = await write('src/lambda.ts', hookText(`export const data = ${written};`));
        const told = await faultOf({ file, out: join(folder, 'dist') }, 'SOURCE_NOT_BUNDLED');
        expect(told).to.contain('src/lambda.ts names the asset ../data.csv');
      }));
  }

  it('are none of the paths that are absolute, which mean the same file in Lambda', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      const secret = await write('machine/secret.txt', 'of this machine');
      const file = await write(
        'src/lambda.ts',
        hookText(`${asset(secret, 'path')}\n${asset(`file://${secret}`, 'url')}`),
      );
      const { manifest, warnings } = await bundled({ file, out });
      expect(warnings).to.deep.equal([]);
      expect(manifest.files).to.have.length(2);
    }));

  for (const [name, more] of [
    ['import.meta.dirname', 'export const place = import.meta.dirname;'],
    ['import.meta.url', "export const place = new URL(process.env.LIST ?? '.', import.meta.url);"],
    ['__dirname', 'export const place = () => __dirname;'],
  ] as const) {
    it(`cannot be found by ${name}, which is warned of`, () =>
      inScratch(async ({ folder, write }) => {
        const file = await write(
          'lambda.ts',
          hookText(`// import.meta.filename\n${more}\nexport const told = '__filename';`),
        );
        const { warnings } = await bundled({ file, out: join(folder, 'dist') });
        expect(warnings.map(({ code }) => code)).to.deep.equal(['PLACE_LOST']);
        expect(warnings[0]?.message).to.contain(`lambda.ts asks where it lies (${name})`);
      }));
  }

  it('are warned of once, also where a program is bundled twice', () =>
    inScratch(async ({ folder, write }) => {
      const more = `${asset('./gone.db')}
        export class Lost extends Error {}
        export const name = Lost.name;`;
      const file = await write('lambda.ts', hookText(more));
      const { warnings } = await bundled({ file, out: join(folder, 'dist') });
      expect(warnings.map(({ code }) => code)).to.deep.equal(['ASSET_MISSING']);
    }));
});
