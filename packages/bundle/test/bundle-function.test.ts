import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  type BundleOptions,
  bundleFunction,
  bundleFunctionSync,
  readBundle,
} from '@gangway/bundle';
import type { PreProvisioningResponse } from '@gangway/core';
import { manifestFile } from '@gangway/deployment';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { makeBundle } from '../dist/bundle-function.js';
import { hookText, inScratch, inWorkspace } from './scratch.js';

/** Without the time of the load, which takes longer than all the rest. */
const bundled = (options: BundleOptions) => makeBundle(options, { timed: false });
const run = promisify(execFile);
const example = (path: string) => inWorkspace(`examples/${path}`);

/** In a process of its own: the bundle writes its log to standard output. */
async function answerOf(out: string, event: object): Promise<PreProvisioningResponse> {
  const program = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(out, 'index.mjs')).href)});
    console.log(JSON.stringify(await handler(${JSON.stringify(event)})));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

describe('bundleFunction', function () {
  this.timeout(60_000);

  it('makes a handler with its list of devices beside it, and decides with it', () =>
    inScratch(async ({ folder }) => {
      const out = join(folder, 'dist');
      const result = await bundleFunction({ file: example('first-hook/lambda.ts'), out });
      expect(await readdir(out)).to.have.members([
        'index.mjs',
        'index.mjs.map',
        'devices.csv',
        'hook.zip',
        manifestFile,
      ]);
      expect(await answerOf(out, anEvent({ serialNumber: 'SN-0003' }))).to.deep.equal({
        allowProvisioning: true,
        parameterOverrides: { Site: 'Tromsø' },
      });
      expect(result.warnings).to.deep.equal([]);
      expect(result.loadMs).to.be.greaterThan(0);
      expect(result.bytes).to.be.within(50_000, 190_000);
      expect(result.zipBytes).to.equal((await readFile(result.zip)).length);
    }));

  it('makes the handler of a file that exports its hook as default', () =>
    inScratch(async ({ folder }) => {
      const out = join(folder, 'dist');
      const { manifest } = await bundled({ file: example('first-hook/hook.ts'), out });
      expect(manifest.function.kind).to.equal('hook');
      const answer = await answerOf(out, anEvent({ serialNumber: 'SN-0001' }));
      expect(answer.allowProvisioning).to.equal(true);
    }));

  for (const [what, text] of [
    ['composed', 'export default composeHook(defineHook([eventIntegrity()]));'],
    ['only defined', 'export default defineHook([eventIntegrity()]);'],
  ] as const) {
    it(`takes a default export that is ${what}, of CommonJS, too`, () =>
      inScratch(async ({ folder, write }) => {
        const imports = `
          const { composeHook, defineHook } = require('@gangway/composition');
          const { eventIntegrity } = require('@gangway/plugins/event-integrity');`;
        const file = await write(
          'hook.cjs',
          imports + text.replace('export default', 'exports.default ='),
        );
        const { manifest } = await bundled({ file, out: join(folder, 'dist') });
        expect(manifest.function.hook).to.have.property('plugins');
      }));
  }

  it('tells what the function does at AWS, and packs a lifecycle by that name', () =>
    inScratch(async ({ folder }) => {
      const out = join(folder, 'dist');
      const file = example('device-claims/lifecycle.ts');
      const { manifest, zip, warnings } = await bundled({ file, out });
      expect(manifest.function.kind).to.equal('lifecycle');
      expect(manifest.function.permissions).to.deep.include({
        action: 'dynamodb:UpdateItem',
        resource: 'arn:aws:dynamodb:*:*:table/devices',
      });
      expect(zip).to.equal(join(out, 'lifecycle.zip'));
      // A store of the desk, which production does not have.
      expect(warnings.map(({ code }) => code)).to.deep.equal(['ASSET_MISSING']);
    }));

  it('gives a module that reads its environment what it is given, and writes nothing of it', () =>
    inScratch(async ({ folder, write }) => {
      const secret = Buffer.alloc(32, 'never told').toString('base64');
      const keys = await write('hop.keys', `whsec_${secret}\n`);
      const out = join(folder, 'dist');
      const { manifest } = await bundled({
        file: example('container/proxy.ts'),
        out,
        environment: { HOOK_URL: 'http://hook:8080', HOP_KEYS_FILE: keys },
      });
      expect(manifest.function.kind).to.equal('proxy');
      for (const name of await readdir(out)) {
        expect((await readFile(join(out, name))).includes(secret), name).to.equal(false);
      }
    }));

  it('gives a module nothing of its own environment', () =>
    inScratch(async ({ folder, write }) => {
      process.env.GANGWAY_BUNDLE_TEST = 'here';
      try {
        const more =
          "if (Object.keys(process.env).some((name) => name.startsWith('GANGWAY')))  throw new Error('leaked');";
        const file = await write('lambda.ts', hookText(more));
        await bundled({ file, out: join(folder, 'dist') });
      } finally {
        delete process.env.GANGWAY_BUNDLE_TEST;
      }
    }));

  it('warns of a function that says something else of itself each time', () =>
    inScratch(async ({ folder, write }) => {
      const more = `import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
        export const hook = composeHook(defineHook([dynamodbDeviceRegistry({ table: \`t\${process.pid}\` }), eventIntegrity()]));
        const inner = lambdaHandler(hook);`;
      const file = await write(
        'lambda.ts',
        hookText(more).replace(/export const handler = .*/, 'export const handler = inner;'),
      );
      const { warnings } = await bundled({ file, out: join(folder, 'dist') });
      expect(warnings.map(({ code }) => code)).to.deep.equal(['DESCRIPTION_CHANGES']);
    }));

  it('reads what a wrapped handler is from the hook beside it', () =>
    inScratch(async ({ folder, write }) => {
      const file = await write(
        'lambda.ts',
        hookText(`
          export const hook = composeHook(defineHook([eventIntegrity()]));
          const inner = lambdaHandler(hook);
        `).replace(
          /export const handler = .*/,
          'export const handler = (event: unknown) => inner(event);',
        ),
      );
      const { manifest } = await bundled({ file, out: join(folder, 'dist') });
      expect(manifest.function.kind).to.equal('hook');
      expect(manifest.function.hook).to.have.property('plugins');
    }));

  it('leaves packages outside, and finds them where the source does', () =>
    inScratch(async ({ folder, write }) => {
      const sdk =
        "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nexport const client = new DynamoDBClient({});";
      const file = await write('project/lambda.ts', hookText(sdk));
      const out = join(folder, 'dist');
      const { manifest, warnings, bytes } = await bundled({
        file,
        out,
        external: ['@aws-sdk/*'],
      });
      expect(bytes).to.be.below(190_000);
      expect(
        [...manifest.eager, ...manifest.lazy].filter(({ name }) => name.startsWith('@aws-sdk/')),
      ).to.deep.equal([]);
      const [warning] = warnings;
      expect(warning?.code).to.equal('HEAVY_AT_START');
      expect(warning?.message).to.contain('project/lambda.ts → @aws-sdk/client-dynamodb');
    }));

  it('loads a package that is outside when the source does, and starts where it is missing', () =>
    inScratch(async ({ folder, write }) => {
      await write('lib/sdk.mjs', "export { call } from 'brought-by-the-runtime/deep';");
      const more = "export const call = async () => (await import('./lib/sdk.mjs')).call();";
      const file = await write('lambda.ts', hookText(more));
      const out = join(folder, 'dist');
      for (const external of ['brought-by-*', 'brought-by-the-runtime']) {
        await bundled({ file, out, external: [external] });
        const { call } = await import(`${pathToFileURL(join(out, 'index.mjs')).href}?${external}`);
        const error: unknown = await call().catch((thrown: unknown) => thrown);
        expect(error).to.have.property('code', 'MODULE_NOT_FOUND');
      }
      await write('dist/node_modules/brought-by-the-runtime/deep.js', 'exports.call = () => 7;');
      const { call } = await import(`${pathToFileURL(join(out, 'index.mjs')).href}?again`);
      expect(await call()).to.equal(7);
    }));

  it('gives CommonJS packages a require, and nobody else', () =>
    inScratch(async ({ folder, write }) => {
      await write('legacy.cjs', "exports.cpus = require('os').cpus().length;");
      const file = await write(
        'lambda.ts',
        hookText("import legacy from './legacy.cjs';\nexport const { cpus } = legacy;"),
      );
      await bundled({ file, out: join(folder, 'dist') });
      const plain = await write('plain.ts', hookText());
      await bundled({ file: plain, out: join(folder, 'plain') });
      const text = (name: string) => readFile(join(folder, name, 'index.mjs'), 'utf8');
      expect(await text('dist')).to.match(/^import \{ createRequire as/);
      expect(await text('plain')).to.not.contain('createRequire');
    }));

  it('keeps the names of classes where a file of the hook reads them, and nowhere else', () =>
    inScratch(async ({ folder, write }) => {
      const own = `class TableMissing extends Error {
          constructor() { super('no table'); this.name = new.target.name; }
        }
        export const thrown = new TableMissing();`;
      const file = await write('lambda.ts', hookText(own));
      await bundled({ file, out: join(folder, 'dist') });
      const { thrown } = await import(pathToFileURL(join(folder, 'dist/index.mjs')).href);
      expect(thrown.name).to.equal('TableMissing');

      const plain = await write('plain.ts', hookText(own.replace('new.target.name', "'E'")));
      await bundled({ file: plain, out: join(folder, 'plain') });
      expect(await readFile(join(folder, 'plain/index.mjs'), 'utf8')).to.not.contain(
        'TableMissing',
      );
    }));

  it('warns of an import that only the running program knows the path of', () =>
    inScratch(async ({ folder, write }) => {
      const more = "const name = './rules.js';\nexport const rules = () => import(name);";
      const file = await write('lambda.ts', hookText(more));
      const { warnings } = await bundled({ file, out: join(folder, 'dist') });
      expect(warnings.map(({ code }) => code)).to.deep.equal(['SOURCE_DOUBTFUL']);
      expect(warnings[0]?.message).to.match(/^lambda\.ts:6:28: .*"import"/);
    }));

  it('packs what lies in the folder, as files that all may read', () =>
    inScratch(async ({ folder }) => {
      const out = join(folder, 'dist');
      const { zip, manifest } = await bundled({
        file: example('first-hook/lambda.ts'),
        out,
      });
      const packed = unzipSync(await readFile(zip));
      expect(Object.keys(packed).sort()).to.deep.equal(
        manifest.files.map(({ path }) => path).sort(),
      );
      for (const [path, data] of Object.entries(packed)) {
        expect(Buffer.from(data).equals(await readFile(join(out, path))), path).to.equal(true);
      }
    }));

  it('tells of no other machine in the source map: own files by their paths, others below node_modules', () =>
    inScratch(async ({ folder, write }) => {
      const file = await write('src/lambda.ts', hookText());
      await bundled({ file, out: join(folder, 'dist') });
      const map = JSON.parse(await readFile(join(folder, 'dist/index.mjs.map'), 'utf8'));
      const own = map.sources.filter((source: string) => !source.startsWith('node_modules/'));
      expect(own).to.deep.equal(['src/lambda.ts']);
      expect(map.sources).to.include('node_modules/@gangway/plugins/src/event-integrity.ts');
      expect(map.sourcesContent).to.not.include(null);
      expect(map.sourcesContent).to.have.length(map.sources.length);
      expect(map.sourcesContent[map.sources.indexOf('src/lambda.ts')]).to.equal(hookText());
    }));

  it('takes the place of the earlier bundle, and of nothing else', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      await write('one.csv', '1');
      const asset = (name: string) =>
        hookText(`export const data = new URL('./${name}', import.meta.url);`);
      const file = await write('lambda.ts', asset('one.csv'));
      await bundled({ file, out });
      await write('two.csv', '2');
      await write('lambda.ts', asset('two.csv'));
      const kept = await write('dist/README.txt', 'not ours');
      await bundled({ file, out });
      expect(await readdir(out))
        .to.include('two.csv')
        .and.not.include('one.csv');
      expect(await readFile(kept, 'utf8')).to.equal('not ours');
    }));

  it('stops when it is told, and leaves the folder as it was', () =>
    inScratch(async ({ folder }) => {
      const stop = new AbortController();
      const options = {
        file: example('first-hook/lambda.ts'),
        out: join(folder, 'deep/dist'),
        signal: stop.signal,
        progress: (what: string) => {
          if (what.startsWith('loading')) stop.abort();
        },
      };
      const error: unknown = await bundled(options).catch((thrown: unknown) => thrown);
      expect(error).to.have.property('name', 'AbortError');
      expect(await readdir(folder)).to.have.members(['package.json', 'node_modules']);
    }));
});

describe('bundleFunctionSync', function () {
  this.timeout(60_000);

  it('makes the same bundle', () =>
    inScratch(async ({ folder }) => {
      const file = example('first-hook/lambda.ts');
      const { manifest } = await bundled({ file, out: join(folder, 'one') });
      expect(bundleFunctionSync({ file, out: join(folder, 'two') })).to.deep.equal(manifest);
      expect(readBundle(join(folder, 'two')).manifest).to.deep.equal(manifest);
    }));

  it('throws what bundleFunction rejects with', () => {
    expect(() => bundleFunctionSync({ file: 'nowhere.ts', out: 'dist' }))
      .to.throw('nowhere.ts')
      .with.property('code', 'HOOK_NOT_FOUND');
    expect(() => bundleFunctionSync({ file: '', out: 'dist' })).to.throw('option "file"');
  });
});
