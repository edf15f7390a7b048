import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { templateSchema } from '@gangway/template';
import { expect } from 'chai';
import { fixture, gangway } from './run-gangway.js';
import { runGangway } from './run-in-process.js';

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));

describe('gangway template lint', () => {
  let folder = '';
  let template = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-template-'));
    template = await readFile(example('first-hook/first-fleet.template.json'), 'utf8');
  });
  after(() => rm(folder, { recursive: true }));

  const put = async (name: string, body: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, body);
    return path;
  };
  const lint = (...args: readonly string[]) => runGangway(['template', 'lint', ...args]);

  for (const name of ['first-hook', 'device-claims']) {
    it(`has nothing to say about the template of ${name} beside its hook`, async () => {
      const file = example(`${name}/first-fleet.template.json`);
      const { code, stdout } = await lint(file, '--strict', '--hook', example(`${name}/hook.ts`));
      expect([code, stdout]).to.deep.equal([0, `CLEAN ${file}: nothing to say\n`]);
    });
  }

  it('names the place of each finding as compilers do, and ends with 3', async () => {
    const file = await put('bad.json', template.replace('"ACTIVE"', '"LIVE"'));
    const { code, stdout } = await lint(file);
    expect(code).to.equal(3);
    expect(stdout.split('\n')).to.deep.equal([
      `${file}:17:9: error STATUS_INVALID`,
      '  Status must be ACTIVE or INACTIVE.',
      `FAULTY ${file}: 1 error`,
      '',
    ]);
  });

  it('lets a warning pass, and with --strict not', async () => {
    const file = await put('inactive.json', template.replace('"ACTIVE"', '"INACTIVE"'));
    const { code, stdout } = await lint(file);
    expect(code).to.equal(0);
    expect(stdout).to.match(/: warning CERTIFICATE_INACTIVE\n.*\nCLEAN .*: 1 warning\n$/);
    const strict = await lint(file, '--strict');
    expect(strict.code).to.equal(3);
    expect(strict.stdout).to.match(/\nFAULTY .*: 1 warning\n$/);
  });

  it('lets a remark pass, always', async () => {
    const file = await put('silent.json', template.replace(',\n        "Status": "ACTIVE"', ''));
    const { code, stdout } = await lint(file, '--strict');
    expect(code).to.equal(0);
    expect(stdout).to.match(/: info CERTIFICATE_STATUS_ABSENT\n.*\nCLEAN .*: 1 remark\n$/);
  });

  it('sees that a hook and a template do not fit', async () => {
    const file = example('first-hook/first-fleet.template.json');
    const { code, stdout } = await gangway(
      ['template', 'lint', file, '--hook', fixture('site-hook.ts'), '--strict', '--json'],
      {},
    );
    expect(code).to.equal(3);
    const report = JSON.parse(stdout);
    expect(report.outcome).to.equal('FAULTY');
    expect(report.findings).to.have.length.greaterThan(0);
    const [finding] = report.findings;
    expect(finding).to.have.all.keys('code', 'level', 'at', 'line', 'column', 'message');
    expect(finding).to.include({ code: 'OVERRIDE_IGNORED', at: '/Parameters', line: 2, column: 3 });
    expect(finding.message).to.contain('"Token"');
  });

  it('reads standard input', async () => {
    const { code, stdout } = await runGangway(['template', 'lint', '-'], { stdin: '{' });
    expect(code).to.equal(3);
    expect(stdout).to.match(/^standard input:1:2: error BODY_NOT_JSON\n/);
  });

  it('ends with 3 for what is far too large, and does not read it to its end', async () => {
    const { code, stdout } = await lint(await put('large.json', ' '.repeat(3_000_000)));
    expect(code).to.equal(3);
    expect(stdout).to.contain('error BODY_TOO_LARGE');
  });

  it('ends with 2 for a file that is not there or is no text, and 1 for a hook that does not load', async () => {
    const binary = await put('binary', Buffer.from([0xff, 0xfe]));
    const good = example('first-hook/first-fleet.template.json');
    for (const [args, code, said] of [
      [[join(folder, 'none')], 2, /TEMPLATE_NOT_FOUND/],
      [[folder], 2, /TEMPLATE_NOT_READABLE/],
      [[binary], 2, /TEMPLATE_NOT_READABLE/],
      [[], 2, /USAGE/],
      [[good, '--hook', join(folder, 'none.ts')], 2, /HOOK_NOT_FOUND/],
      [[good, '--hook', fixture('number-hook.ts')], 1, /HOOK_NOT_A_HOOK/],
    ] as const) {
      const ended = await lint(...args);
      expect([ended.code, ended.stdout]).to.deep.equal([code, '']);
      expect(ended.stderr).to.match(said);
    }
  });
});

describe('gangway template schema', () => {
  it('prints the schema', async () => {
    const { code, stdout } = await runGangway(['template', 'schema']);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal(JSON.parse(JSON.stringify(templateSchema)));
  });
});
