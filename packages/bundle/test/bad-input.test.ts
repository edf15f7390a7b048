import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type BundleOptions, bundleFunction } from '@gangway/bundle';
import { expect } from 'chai';
import { describeModule } from '../dist/child/describe-module.js';
import { faultOf } from './faults.js';
import { hookText, inScratch } from './scratch.js';

/** Bundles one file, and expects this fault; the folder is as it was then. */
const refused = (
  text: string,
  code: Parameters<typeof faultOf>[1],
  told: RegExp,
  name = 'lambda.ts',
) =>
  inScratch(async ({ folder, write }) => {
    const file = await write(name, text);
    const before = await readdir(folder);
    expect(await faultOf({ file, out: join(folder, 'dist') }, code)).to.match(told);
    expect(await readdir(folder)).to.deep.equal(before);
  });

const composes = (plugins: string) => `
  import { composeHook, defineHook } from '@gangway/composition';
  import { lambdaHandler } from '@gangway/adapter-lambda';
  import { registeredDevice } from '@gangway/plugins/registered-device';
  export const handler = lambdaHandler(composeHook(defineHook([${plugins}])));`;

describe('a source that cannot be bundled', function () {
  this.timeout(60_000);

  it('is not there', () =>
    inScratch(async ({ folder }) => {
      const file = join(folder, 'lambda.ts');
      expect(await faultOf({ file, out: join(folder, 'dist') }, 'HOOK_NOT_FOUND')).to.contain(file);
    }));

  it('is a folder', () =>
    inScratch(async ({ folder }) => {
      await faultOf({ file: folder, out: join(folder, 'dist') }, 'HOOK_NOT_READABLE');
    }));

  it('is no program: told by file, line and column', () =>
    refused('export const handler = \n  (;', 'SOURCE_NOT_BUNDLED', /^lambda\.ts:2:4: /));

  it('imports what nobody has: told by line, and what to do', () =>
    refused(
      hookText("import 'nobody-has-this';"),
      'SOURCE_NOT_BUNDLED',
      /^lambda\.ts:5:8: Could not resolve "nobody-has-this"\. .*--external/,
    ));

  it('imports what is no program: told what to do', () =>
    inScratch(async ({ folder, write }) => {
      await write('native.node', 'x');
      const file = await write('lambda.ts', hookText("import './native.node';"));
      const told = await faultOf({ file, out: join(folder, 'dist') }, 'SOURCE_NOT_BUNDLED');
      expect(told).to.match(/^lambda\.ts:5:8: No loader .*new URL\(/);
    }));

  it('exports nothing of use', () =>
    refused(
      'export const other = 1;',
      'HOOK_HAS_NO_EXPORT',
      /lambda\.ts exports neither .*lambdaHandler/,
    ));

  for (const [what, text] of [
    ['a number', 'export default 7;'],
    ['nothing', 'export default undefined;'],
    ['a function that says nothing of itself', 'export const handler = () => ({});'],
    ['a handler that is none', 'export const handler = 7;'],
    [
      'what describes itself as something else',
      'export const hook = { describe: () => ({ permissions: [{ action: 5 }] }) };\nexport const handler = () => {};',
    ],
  ] as const) {
    it(`exports ${what} as its hook`, () => refused(text, 'HOOK_NOT_A_HOOK', /lambda\.ts: /));
  }

  it('lacks an option of a plugin: told by plugin, option, code and line', () =>
    refused(
      composes('registeredDevice({} as never)'),
      'HOOK_NOT_COMPOSED',
      /lambda\.ts, at lambda\.ts:5: OPTION_INVALID: .*registered-device.*serialNumber.*undefined\. .*--env NAME=value/,
    ));

  it('has an option that there is not', () =>
    refused(
      composes("registeredDevice({ serialNumber: 'SerialNumber', serialNo: 'x' } as never)"),
      'HOOK_NOT_COMPOSED',
      /OPTION_UNKNOWN: .*registered-device.*serialNo/,
    ));

  it('lacks a plugin, also where the wiring is left to the bundle', () =>
    refused(
      composes("registeredDevice({ serialNumber: 'SerialNumber' })").replace(
        /export const handler = lambdaHandler\(composeHook\((.*)\)\);/,
        'export default $1;',
      ),
      'HOOK_NOT_COMPOSED',
      /^(?!.*gangway-entry).*lambda\.ts.*PORT_MISSING: .*DeviceRegistry/,
      'fleet/lambda.ts',
    ));

  it('throws while it is loaded: told by its line, and how to give it an environment', () =>
    refused(
      hookText(
        "const { TABLE } = process.env;\nif (!TABLE) throw new Error('TABLE is not set\\nand more');",
      ),
      'HOOK_NOT_LOADABLE',
      /lambda\.ts, at lambda\.ts:6: TABLE is not set\. .*--env NAME=value/,
    ));

  it('throws what it was given of an environment: told by its name', () =>
    inScratch(async ({ folder, write }) => {
      const texts = [
        "throw new Error('cannot use '.concat(process.env.API_KEY));",
        'registeredDevice({ [process.env.API_KEY]: 1 });',
      ];
      for (const text of texts) {
        const plugin = "import { registeredDevice } from '@gangway/plugins/registered-device';";
        const file = await write('lambda.mjs', hookText(`${plugin}\n${text}`));
        const environment = { API_KEY: 'sk_s3cr3t$&value', LONGER: 'sk_s3cr3t$&value-2' };
        const error: unknown = await bundleFunction({
          file,
          out: join(folder, 'dist'),
          environment,
        }).catch((thrown: unknown) => thrown);
        expect(inspect(error)).to.contain('$API_KEY').and.not.contain('s3cr3t');
      }
    }));

  it('throws something that is no error', () =>
    refused(hookText("throw 'up';"), 'HOOK_NOT_LOADABLE', /: up\. /));

  it('rejects what nobody waits for, which ends a function at its start', () =>
    refused(
      hookText("void Promise.reject(new Error('nobody waits'));"),
      'HOOK_NOT_LOADABLE',
      /at lambda\.ts:5: nobody waits\. /,
    ));

  it('throws later, while something else is awaited', () =>
    refused(
      hookText(
        "setTimeout(() => { throw new Error('late'); });\nawait new Promise((done) => setTimeout(done, 10_000));",
      ),
      'HOOK_NOT_LOADABLE',
      /: late\. /,
    ));

  it('wants a network while it is loaded', () =>
    refused(
      hookText(
        "import { connect } from 'node:net';\nawait new Promise((done, fail) => connect(9, '127.0.0.1').on('error', fail));",
      ),
      'HOOK_NOT_LOADABLE',
      /there is no network while a bundle is made/,
    ));

  it('waits for what never comes', () =>
    refused(
      hookText('await new Promise(() => {});'),
      'HOOK_HANGS',
      /lambda\.ts waits .*never comes/,
    ));

  for (const [what, text] of [
    ['waits longer than it may', 'setInterval(() => {}, 1_000); await new Promise(() => {});'],
    ['never leaves a loop', 'while (true) {}'],
  ] as const) {
    it(`${what}`, () =>
      inScratch(async ({ write }) => {
        const module = await write('index.mjs', text);
        const question = { module, source: module, file: 'lambda.ts', environment: {} };
        const error: unknown = await describeModule(question, 300).catch(
          (thrown: unknown) => thrown,
        );
        expect(error).to.have.property('code', 'HOOK_HANGS');
      }));
  }

  it('writes where only the report belongs', () =>
    refused(
      hookText("import { writeSync } from 'node:fs';\nwriteSync(3, 'hello');"),
      'HOOK_ENDED_EARLY',
      /lambda\.ts/,
    ));

  it('ends the process', () =>
    refused(hookText('process.exit(0);'), 'HOOK_ENDED_EARLY', /exit code 0.*process\.exit/));
});

describe('an output that cannot be written', function () {
  this.timeout(60_000);

  it('is a file, or below one', () =>
    inScratch(async ({ write }) => {
      const file = await write('lambda.ts', hookText());
      const out = await write('dist', 'a file');
      expect(await faultOf({ file, out }, 'OUTPUT_NOT_A_FOLDER')).to.contain(out);
      await faultOf({ file, out: join(out, 'below') }, 'OUTPUT_NOT_A_FOLDER');
      expect(await readFile(out, 'utf8')).to.equal('a file');
    }));

  it('may not be written', async function () {
    if (process.getuid?.() === 0) {
      process.stderr.write('      skipped: root may write everywhere\n');
      return this.skip();
    }
    await inScratch(async ({ folder, write }) => {
      const file = await write('lambda.ts', hookText());
      const out = join(folder, 'dist');
      await write('dist/kept', '');
      await chmod(out, 0o500);
      expect(await faultOf({ file, out }, 'FOLDER_NOT_WRITABLE')).to.contain(out);
      await chmod(out, 0o700);
    });
  });

  it('is on what nobody can write', () =>
    inScratch(async ({ write }) => {
      const file = await write('lambda.ts', hookText());
      expect(await faultOf({ file, out: '/proc/dist' }, 'FOLDER_NOT_WRITABLE')).to.contain(
        '/proc/dist',
      );
    }));

  for (const out of ['.', 'src', 'src/linked']) {
    it(`holds the source: ${out}`, () =>
      inScratch(async ({ folder, write }) => {
        const file = await write('src/lambda.ts', hookText());
        const { symlink } = await import('node:fs/promises');
        await symlink(folder, join(folder, 'src/linked'));
        await write('src/index.mjs', 'mine');
        await faultOf({ file, out: join(folder, out) }, 'OUTPUT_HOLDS_SOURCE');
        expect(await readFile(join(folder, 'src/index.mjs'), 'utf8')).to.equal('mine');
        expect(await readdir(join(folder, 'src'))).to.have.members([
          'lambda.ts',
          'index.mjs',
          'linked',
        ]);
      }));
  }

  for (const name of ['index.mjs', 'hook.zip', 'gangway.json', 'data.csv']) {
    it(`has a ${name} of somebody else`, () =>
      inScratch(async ({ folder, write }) => {
        await write('data.csv', 'own');
        const file = await write(
          'lambda.ts',
          hookText("export const data = new URL('./data.csv', import.meta.url);"),
        );
        const other = await write(`dist/${name}`, 'of somebody else');
        const told = await faultOf({ file, out: join(folder, 'dist') }, 'FOLDER_NOT_EMPTY');
        expect(told).to.contain(join('dist', name));
        expect(await readFile(other, 'utf8')).to.equal('of somebody else');
        expect(await readdir(join(folder, 'dist'))).to.deep.equal([name]);
      }));
  }

  it("has the bundle of the hook's other function", () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      const file = await write('lambda.ts', hookText());
      const lifecycle = await write(
        'lifecycle.ts',
        `import { lifecycleHandler } from '@gangway/adapter-lambda';
         import { composeLifecycle } from '@gangway/composition';
         import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
         import { claimOnce } from '@gangway/plugins/claim-once';
         import { registeredDevice } from '@gangway/plugins/registered-device';
         import { defineHook } from '@gangway/composition';
         const hook = defineHook([dynamodbDeviceRegistry({ table: 'devices' }), registeredDevice({ serialNumber: 'S' }), claimOnce({ presence: true })]);
         export const handler = lifecycleHandler(composeLifecycle(hook));`,
      );
      await bundleFunction({ file, out });
      const before = await readFile(join(out, 'index.mjs'));
      expect(await faultOf({ file: lifecycle, out }, 'FOLDER_NOT_EMPTY')).to.contain('hook.zip');
      expect((await readFile(join(out, 'index.mjs'))).equals(before)).to.equal(true);
    }));

  it('is left as it was by a hook that does not compose any more', () =>
    inScratch(async ({ folder, write }) => {
      const out = join(folder, 'dist');
      const file = await write('lambda.ts', hookText());
      await bundleFunction({ file, out });
      const before = await readFile(join(out, 'gangway.json'));
      await writeFile(file, hookText("throw new Error('broken');"));
      await faultOf({ file, out }, 'HOOK_NOT_LOADABLE');
      expect((await readFile(join(out, 'gangway.json'))).equals(before)).to.equal(true);
      expect((await readdir(out)).filter((name) => name.startsWith('.'))).to.deep.equal([]);
    }));
});

describe('options of bundleFunction', () => {
  for (const [what, options, code, told] of [
    ['a file that is no text', { file: 7, out: 'dist' }, 'OPTION_INVALID', 'option "file"'],
    ['no folder', { file: 'x.ts' }, 'OPTION_INVALID', 'option "out"'],
    [
      'an unknown one',
      { file: 'x.ts', out: 'd', externals: [] },
      'OPTION_UNKNOWN',
      'Did you mean: external',
    ],
    [
      'one that is like none',
      { file: 'x.ts', out: 'd', q: 1 },
      'OPTION_UNKNOWN',
      'It takes: file, out',
    ],
    [
      'a variable that is no text',
      { file: 'x.ts', out: 'd', environment: { A: 1 } },
      'OPTION_INVALID',
      'option "environment"',
    ],
    [
      'a variable that no shell sets',
      { file: 'x.ts', out: 'd', environment: { 'A=B': '' } },
      'OPTION_INVALID',
      'option "environment"',
    ],
    [
      'an external that is no list',
      { file: 'x.ts', out: 'd', external: 'x' },
      'OPTION_INVALID',
      'option "external"',
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect(await faultOf(options as unknown as BundleOptions, code)).to.contain(told);
    });
  }
});
