import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFaults, readBundle } from '@gangway/bundle';
import { expect } from 'chai';
import { environmentOf } from '../dist/bundle/environment-of.js';
import { createSteps } from '../dist/bundle/steps.js';
import { cliFaults } from '../dist/cli-fault.js';
import { run } from '../dist/run.js';
import { gangway } from './run-gangway.js';
import { heldIo } from './run-in-process.js';

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));

describe('gangway bundle', function () {
  this.timeout(60_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-bundle-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes a bundle, and says what it is, weighs and does', async () => {
    const file = example('first-hook/lambda.ts');
    const { code, stdout, stderr } = await gangway(['bundle', file, '--out', 'dist'], {
      cwd: folder,
    });
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(
      /^dist\/hook\.zip: a hook, [\d.]+ kB to upload\n {2}index\.mjs +[\d.]+ kB\n/,
    );
    expect(stdout).to.match(/\nhandler +index\.handler\nload +\d+ ms here, the median of five\n/);
    expect(stdout).to.match(/\nruns at the start [\d.]+ kB\n {2}@gangway\/core /);
    expect(stdout).to.match(/\ndoes nothing at AWS but write its log\n$/);
    expect(stdout).to.not.contain('\u001b');
    expect(stderr).to.match(/^gangway: bundling\ngangway: loading/);
    expect(readBundle(join(folder, 'dist')).manifest.function.kind).to.equal('hook');
  });

  it('prints one object with --json, and no progress', async () => {
    const keys = join(folder, 'hop.keys');
    await writeFile(keys, `whsec_${Buffer.alloc(32, 7).toString('base64')}\n`);
    const { code, stdout, stderr } = await gangway([
      ...['bundle', example('container/proxy.ts'), '--out', join(folder, 'dist'), '--json'],
      ...['--env', 'HOOK_URL=http://hook:8080', '--env', `HOP_KEYS_FILE=${keys}`],
    ]);
    expect([code, stderr]).to.deep.equal([0, '']);
    const { outcome, manifest, warnings, bytes, zipBytes, loadMs } = JSON.parse(stdout);
    expect([outcome, manifest.function.kind, warnings]).to.deep.equal(['BUNDLED', 'proxy', []]);
    expect(manifest).to.deep.equal(readBundle(join(folder, 'dist')).manifest);
    expect(bytes).to.be.below(30_000);
    expect(zipBytes).to.be.greaterThan(0);
    expect(loadMs).to.be.greaterThan(0);
  });

  it('warns, tells permissions, and leaves out what it is told to', async () => {
    const args = ['bundle', example('device-claims/lambda.ts'), '--external', '@aws-sdk/*'];
    const warned = await gangway([...args, '--out', join(folder, 'one')]);
    expect(warned.code).to.equal(0);
    expect(warned.stdout).to.match(/\nwarning ASSET_MISSING hook\.ts names \.\/devices\.db/);
    expect(warned.stdout).to.match(/\n {2}dynamodb:GetItem +arn:aws:dynamodb:/);
    const quiet = await gangway(
      [...[...args, '--out', join(folder, 'two'), '--without', 'devices.db']],
      { env: { NO_COLOR: '1', FORCE_COLOR: '1' } },
    );
    expect(quiet.stdout).to.not.contain('warning').and.not.contain('\u001b');
  });

  const fails = async (args: readonly string[], code: number, fault: string) => {
    const told = await gangway(['bundle', ...args]);
    expect([told.code, told.stdout]).to.deep.equal([code, '']);
    expect(told.stderr).to.match(new RegExp(`(^|\\n)gangway: ${fault}: [^\\n]+\\n$`));
    expect(told.stderr).to.not.match(/\n +at /);
    const { code: ended, stdout, stderr } = await gangway(['bundle', ...args, '--json']);
    expect([ended, stderr]).to.deep.equal([code, '']);
    expect(JSON.parse(stdout).error.code).to.equal(fault);
  };

  for (const [what, args, fault] of [
    ['no such file', ['nowhere.ts', '--out', 'dist'], 'HOOK_NOT_FOUND'],
    ['no folder to write to', ['site-hook.ts'], 'USAGE'],
    ['an empty folder name', ['site-hook.ts', '--out', ''], 'USAGE'],
    ['a folder that holds the source', ['site-hook.ts', '--out', '.'], 'OUTPUT_HOLDS_SOURCE'],
    ['a file to write to', ['site-hook.ts', '--out', 'unwired-hook.ts'], 'OUTPUT_NOT_A_FOLDER'],
    ['a variable without a name', ['site-hook.ts', '--out', 'd', '--env', '=x'], 'USAGE'],
  ] as const) {
    it(`ends with 2 on ${what}, in one line and as one object`, () => fails(args, 2, fault));
  }

  for (const [file, fault] of [
    ['unwired-hook.ts', 'HOOK_NOT_COMPOSED'],
    ['number-hook.ts', 'HOOK_NOT_A_HOOK'],
    ['broken-hook.ts', 'HOOK_NOT_LOADABLE'],
  ] as const) {
    it(`ends with 1 and ${fault} on ${file}`, async () => {
      await fails([file, '--out', join(folder, 'dist')], 1, fault);
      expect(await readdir(folder)).to.deep.equal([]);
    });
  }

  for (const [text, fault] of [
    ['process.exit(0); export default 1;', 'HOOK_ENDED_EARLY'],
    ['export default (;', 'SOURCE_NOT_BUNDLED'],
    ['export const other = 1;', 'HOOK_HAS_NO_EXPORT'],
    ['await new Promise(() => {}); export const handler = 1;', 'HOOK_HANGS'],
  ] as const) {
    it(`ends with 1 and ${fault} on ${text}`, async () => {
      await writeFile(join(folder, 'lambda.mjs'), text);
      await fails([join(folder, 'lambda.mjs'), '--out', join(folder, 'dist')], 1, fault);
      expect(await readdir(folder)).to.deep.equal(['lambda.mjs']);
    });
  }

  it('does not repeat a variable that is none', () => {
    expect(() => environmentOf(['A=1', 'MY KEY=s3cret']))
      .to.throw(/number 2/)
      .with.property('message')
      .not.contain('s3cret');
    expect(environmentOf(['A=', 'B=x=y\nz'])).to.deep.equal({ A: '', B: 'x=y\nz' });
  });

  it('writes over one line on a terminal, and takes it away', () => {
    let told = '';
    const io = {
      err: (text: string) => {
        told += text;
      },
      errTerminal: true,
    };
    const steps = createSteps(io, false);
    steps.at('bundling');
    steps.clear();
    expect(told).to.equal('\rbundling …\u001b[K\r\u001b[K');
  });

  it('stops when it is told, and says that nothing was written', async () => {
    const out = join(folder, 'dist');
    await mkdir(out);
    await writeFile(join(out, 'kept'), 'x');
    const { code, stderr } = await stopped([
      'bundle',
      example('first-hook/lambda.ts'),
      '--out',
      out,
    ]);
    expect([code, stderr]).to.deep.equal([1, 'gangway: INTERRUPTED: nothing was written.\n']);
    expect(await readdir(out)).to.deep.equal(['kept']);
    expect(await readFile(join(out, 'kept'), 'utf8')).to.equal('x');
  });

  it('has a fault for each with which bundling ends', () => {
    // An option that the command line cannot misname, and what only a reader meets.
    const elsewhere = ['OPTION_UNKNOWN', 'OPTION_INVALID', 'BUNDLE_UNREADABLE'];
    const codes = Object.keys(bundleFaults).filter((code) => !elsewhere.includes(code));
    expect(Object.keys(cliFaults)).to.include.members(codes);
  });
});

/** Runs a command that is told to stop as soon as it can be. */
async function stopped(args: readonly string[]) {
  const { io, held, stop } = heldIo();
  const code = await run(args, {
    ...io,
    err(text) {
      if (text.startsWith('gangway: loading')) stop();
      if (!/^gangway: (bundling|loading)/.test(text)) io.err(text);
    },
  });
  return { code, ...held };
}
