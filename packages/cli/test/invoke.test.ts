import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { fixture, gangway } from './run-gangway.js';

const good = JSON.stringify(anEvent());
const unknown = JSON.stringify(anEvent({ serialNumber: 'XX-1' }));
const down = JSON.stringify(anEvent({ serialNumber: 'SN-DOWN' }));

describe('gangway invoke', () => {
  it('prints one object for an allowed event, and nothing else on standard output', async () => {
    const { code, stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], {
      stdin: good,
    });
    expect(code).to.equal(0);
    const report = JSON.parse(stdout);
    expect(report).to.have.all.keys(
      'outcome',
      'reason',
      'parameterOverrides',
      'trace',
      'durationMs',
      'response',
    );
    expect(report).to.deep.include({ outcome: 'ALLOW', reason: null });
    expect(report.durationMs).to.be.a('number');
    expect(report.trace.map(({ step }: { step: string }) => step)).to.deep.equal([
      'parse',
      'check',
      'overrides',
      'overrides',
    ]);
  });

  it('masks what comes from a secret, in both places', async () => {
    const { stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], { stdin: good });
    const { parameterOverrides, response } = JSON.parse(stdout);
    expect(parameterOverrides).to.deep.equal({ Site: 'Oslo', Token: '***' });
    expect(response).to.deep.equal({ allowProvisioning: true, parameterOverrides });
    expect(stdout).not.to.contain('hunter2');
  });

  it('shows secret values when asked to', async () => {
    const { stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json', '--show-values'], {
      stdin: good,
    });
    const { parameterOverrides, response } = JSON.parse(stdout);
    expect(parameterOverrides).to.deep.equal({ Site: 'Oslo', Token: 'hunter2' });
    expect(response.parameterOverrides).to.deep.equal(parameterOverrides);
  });

  it('masks what secrets-manager-overrides gives, in every form, unless asked to show it', async () => {
    for (const form of [[], ['--explain'], ['--json']]) {
      const run = (...more: string[]) =>
        gangway(['invoke', 'secret-hook.ts', '-', ...form, ...more], { stdin: good });
      const { code, stdout, stderr } = await run();
      expect(code, stderr).to.equal(0);
      expect(stdout).to.contain('secrets-manager-overrides').and.contain('***');
      expect(stdout + stderr).not.to.contain('hunter2');
      expect((await run('--show-values')).stdout).to.contain('hunter2');
    }
  });

  it('explains what monitored plugins would have said, and never a value of theirs', async () => {
    const { code, stdout } = await gangway(['invoke', 'monitored-hook.ts', '-', '--explain'], {
      stdin: good,
    });
    expect(code).to.equal(0);
    expect(stdout).to.match(/monitor stricter +stricter +wouldDeny +TOO_OLD/);
    expect(stdout).to.match(/check stricter\/stricter +stricter +wouldDeny +TOO_OLD/);
    expect(stdout).to.match(/monitor new-sites +core +wouldOverride/);
    expect(stdout.match(/TOO_OLD +made before 2029\n/g)).to.have.length(1);
    expect(stdout).to.contain('new-sites would give Site another value, Zone in addition\n');
    expect(stdout).not.to.contain('Hamar').and.not.to.contain('north');
  });

  it('ends with 3 and names plugin and code when a plugin says no', async () => {
    const { code, stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], {
      stdin: unknown,
    });
    expect(code).to.equal(3);
    expect(JSON.parse(stdout)).to.deep.include({
      outcome: 'DENY_POLICY',
      reason: { code: 'SERIAL_UNKNOWN', detail: 'XX-1 is not known', plugin: 'known-serial' },
      parameterOverrides: {},
      response: { allowProvisioning: false, parameterOverrides: {} },
    });
  });

  it("keeps the code of a port's error, whichever copy of core the hook file imports", async () => {
    const { code, stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], {
      stdin: down,
    });
    expect(code).to.equal(3);
    expect(JSON.parse(stdout)).to.deep.include({ outcome: 'DENY_ERROR' });
    expect(JSON.parse(stdout).reason.code).to.equal('REGISTRY_DOWN');
  });

  it('says that core denied by a plugin that is null', async () => {
    const { stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], { stdin: '[]' });
    expect(JSON.parse(stdout).reason).to.deep.include({ code: 'EVENT_NOT_OBJECT', plugin: null });
  });

  for (const [what, stdin] of [
    ['text', 'not json'],
    ['nothing', ''],
    ['half an object', '{"a":'],
  ] as const) {
    it(`denies ${what} as BODY_NOT_JSON, for the caller sent it`, async () => {
      const { code, stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], { stdin });
      expect(code).to.equal(3);
      const { outcome, reason } = JSON.parse(stdout);
      expect([outcome, reason.code]).to.deep.equal(['DENY_POLICY', 'BODY_NOT_JSON']);
    });
  }

  it('denies an event that is over what Lambda takes, without parsing it', async () => {
    const { code, stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], {
      stdin: JSON.stringify('x'.repeat(7_000_000)),
    });
    expect(code).to.equal(3);
    expect(JSON.parse(stdout).reason.code).to.equal('BODY_TOO_LARGE');
  });

  it('tells people the reason with its meaning and remedy', async () => {
    const { code, stdout } = await gangway(['invoke', 'site-hook.ts', '-'], { stdin: unknown });
    expect(code).to.equal(3);
    expect(stdout).to.match(/^DENY_POLICY in /);
    expect(stdout).to.contain('SERIAL_UNKNOWN said by known-serial');
    expect(stdout).to.contain('XX-1 is not known');
    expect(stdout).to.contain('Nobody knows this serial number.');
    expect(stdout).to.contain('Put it on the list.');
    expect(stdout).not.to.contain('serial-is-known');
  });

  it('tells people each override with its source, and masks secrets', async () => {
    const { stdout } = await gangway(['invoke', 'site-hook.ts', '-'], { stdin: good });
    expect(stdout).to.match(/Site +"Oslo" +from site\n/);
    expect(stdout).to.match(/Token +"\*\*\*" +from token, version 7, secret\n/);
  });

  it('says when an override takes the place of what the device sent', async () => {
    const stdin = JSON.stringify(anEvent({ parameters: { Site: 'Bergen' } }));
    const { stdout } = await gangway(['invoke', 'site-hook.ts', '-'], { stdin });
    expect(stdout).to.contain("from site, in place of the device's own");
  });

  it('adds the trace with --explain', async () => {
    const { stdout } = await gangway(['invoke', 'site-hook.ts', '-', '--explain'], {
      stdin: unknown,
    });
    expect(stdout).to.match(/step +plugin +verdict +code +ms\n/);
    expect(stdout).to.match(/check serial-is-known +known-serial +deny +SERIAL_UNKNOWN +\d/);
  });

  it("sends the hook's own lines to standard error, and no decision line", async () => {
    const { stderr } = await gangway(['invoke', 'site-hook.ts', '-', '--json'], { stdin: good });
    expect(stderr).to.contain('a line of the hook itself');
    expect(stderr).to.contain('warn: looked for a serial {"serial":"SN-0001"}');
    expect(stderr).not.to.contain('decision');
  });

  it('takes a hook that is composed already', async () => {
    const { code, stdout } = await gangway(['invoke', 'composed-hook.mjs', '-', '--json'], {
      stdin: good,
    });
    expect(code).to.equal(0);
    expect(JSON.parse(stdout).outcome).to.equal('ALLOW');
  });

  it('reads decorators by the tsconfig beside the hook, wherever it is called', async () => {
    const { code, stdout, stderr } = await gangway(
      ['invoke', fixture('decorated-hook.ts'), '-', '--explain'],
      { stdin: good, cwd: tmpdir() },
    );
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    expect(stdout).to.contain('greeter-1');
  });

  it('takes a TypeScript hook whose package.json says nothing of modules', async () => {
    const { stdout } = await gangway(['invoke', 'commonjs/hook.ts', '-', '--json'], {
      stdin: good,
    });
    expect(JSON.parse(stdout).reason).to.deep.include({ code: 'STORE_DOWN', plugin: 'down' });
  });

  describe('with files', () => {
    let folder = '';
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gangway-invoke-'));
    });
    after(() => rm(folder, { recursive: true }));

    it('reads the event from a file', async () => {
      const path = join(folder, 'event.json');
      await writeFile(path, good);
      const { code } = await gangway(['invoke', 'site-hook.ts', path]);
      expect(code).to.equal(0);
    });

    it('composes with the composition that the hook file itself would import', async () => {
      const project = await mkdtemp(join(folder, 'project-'));
      const own = join(project, 'node_modules', '@gangway', 'composition');
      await mkdir(own, { recursive: true });
      const manifest = { name: '@gangway/composition', type: 'module', exports: './index.js' };
      await writeFile(join(own, 'package.json'), JSON.stringify(manifest));
      await writeFile(
        join(own, 'index.js'),
        "export const composeHook = () => ({ describe: () => ({ composedBy: 'the project' }) });",
      );
      const hook = join(project, 'hook.mjs');
      await writeFile(hook, 'export default { plugins: [], options: {} };');
      const { stdout } = await gangway(['describe', hook, '--json']);
      expect(JSON.parse(stdout)).to.deep.equal({ composedBy: 'the project' });
    });

    it('composes with its own composition where the hook file has none', async () => {
      const bare = await mkdtemp(join(folder, 'bare-'));
      const hook = join(bare, 'hook.mjs');
      await writeFile(hook, 'export default { plugins: [], options: {} };');
      const { code, stdout } = await gangway(['describe', hook, '--json']);
      expect(code).to.equal(0);
      expect(JSON.parse(stdout).plugins).to.deep.equal([]);
    });

    it('calls a folder in place of an event EVENT_NOT_READABLE', async () => {
      const { code, stderr } = await gangway(['invoke', 'site-hook.ts', folder]);
      expect(code).to.equal(2);
      expect(stderr).to.match(/^gangway: EVENT_NOT_READABLE: /);
    });
  });
});
