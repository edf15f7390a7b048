import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBundle } from '@gangway/bundle';
import { expect } from 'chai';
import { unzipSync, zipSync } from 'fflate';
import { makeBundle } from '../dist/bundle-function.js';
import { inScratch, inWorkspace } from './scratch.js';

type Change = (folder: string) => Promise<void>;

const edited =
  (name: string, edit: (text: string) => string): Change =>
  async (folder) =>
    writeFile(join(folder, name), edit(await readFile(join(folder, name), 'utf8')));

const repacked =
  (edit: (files: Record<string, Uint8Array>) => void): Change =>
  async (folder) => {
    const files = unzipSync(await readFile(join(folder, 'hook.zip')));
    edit(files);
    await writeFile(join(folder, 'hook.zip'), zipSync(files));
  };

const changes: readonly (readonly [string, Change, RegExp])[] = [
  ['no manifest', (folder) => rm(join(folder, 'gangway.json')), /gangway\.json is not there/],
  ['a manifest that is no JSON', edited('gangway.json', () => '{'), /gangway\.json is no manifest/],
  [
    'a manifest of another format',
    edited('gangway.json', (text) => text.replace('"format": 1', '"format": 2')),
    /format/,
  ],
  ['another module', edited('index.mjs', (text) => `${text} `), /index\.mjs is another/],
  [
    'another list of devices',
    edited('devices.csv', (text) => `${text}SN-6666,Nowhere\n`),
    /devices\.csv is another/,
  ],
  ['no map', (folder) => rm(join(folder, 'index.mjs.map')), /index\.mjs\.map is not there/],
  ['no zip', (folder) => rm(join(folder, 'hook.zip')), /hook\.zip is not there/],
  ['a zip that is none', edited('hook.zip', () => 'PK'), /is no zip/],
  [
    'another module in the zip',
    repacked((files) => {
      files['index.mjs'] = Buffer.from('1');
    }),
    /index\.mjs in the zip is another/,
  ],
  [
    'a file less in the zip',
    repacked((files) => {
      delete files['devices.csv'];
    }),
    /devices\.csv in the zip/,
  ],
  [
    'a file more in the zip',
    repacked((files) => {
      files['more.mjs'] = Buffer.from('1');
    }),
    /the zip holds more\.mjs/,
  ],
  [
    'a path to the outside',
    edited('gangway.json', (text) => text.replace('"devices.csv"', '"../devices.csv"')),
    /\.\.\/devices\.csv, which is outside/,
  ],
];

describe('readBundle', function () {
  this.timeout(60_000);

  it('reads a folder by its manifest, and refuses one that is not as it was made', () =>
    inScratch(async ({ folder }) => {
      const out = join(folder, 'dist');
      const file = inWorkspace('examples/first-hook/lambda.ts');
      const { manifest, zip } = await makeBundle({ file, out }, { timed: false });
      expect(readBundle(out)).to.deep.equal({ folder: out, manifest, zip });
      for (const [what, change, told] of changes) {
        const other = join(folder, 'other');
        await cp(out, other, { recursive: true });
        await change(other);
        expect(() => readBundle(other), what)
          .to.throw(told)
          .with.property('code', 'BUNDLE_UNREADABLE');
        await rm(other, { recursive: true });
      }
    }));

  it('refuses a folder that is not there, and says what makes one', () => {
    expect(() => readBundle('nowhere'))
      .to.throw(/nowhere.*gangway bundle/)
      .with.property('code', 'BUNDLE_UNREADABLE');
  });
});
