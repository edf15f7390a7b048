import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@gangway/rehearsal';
import { startLambdaServer } from '@gangway/testing/lambda';
import { expect } from 'chai';
import { setStage } from '../dist/rehearse/stage.js';
import { run } from '../dist/run.js';
import { fixture } from './run-gangway.js';
import { heldIo, runGangway } from './run-in-process.js';

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));

type Report = RehearsalReport & { readonly endpoint?: Readonly<Record<string, unknown>> };

describe('gangway rehearse', function () {
  this.timeout(60_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-rehearse-'));
  });
  after(() => rm(folder, { recursive: true }));

  const rehearse = (hook: string, ...args: readonly string[]) =>
    runGangway(['rehearse', hook, ...args]);
  const reportOf = async (hook: string, ...args: readonly string[]) => {
    const { code, stdout } = await rehearse(hook, '--json', ...args);
    return { code, report: JSON.parse(stdout) as Report };
  };

  it('lets a fleet aboard and keeps impostors out, and ends with 0', async () => {
    const { code, report } = await reportOf(
      fixture('fleet-hook.ts'),
      ...['--devices', '8', '--impostors', '5'],
    );
    expect([code, report.wrong, report.admitted, report.refused]).to.deep.equal([0, [], 8, 5]);
    expect(report.kinds.map(({ came }) => came)).to.deep.equal([8, 1, 1, 1, 1, 1]);
    expect(report.latency.hook?.count).to.be.at.least(8);
  });

  it('warns of a hook that composes with the memory of a rehearsal alone', async () => {
    const { code, stderr } = await rehearse(fixture('storeless-hook.ts'), '--devices', '1');
    expect(code).to.equal(0);
    expect(stderr).to.contain(
      'WARNING: without the memory that it rehearses with, the hook does not',
    );
    expect(stderr).to.contain('needs the port DeviceRegistry');
    const wired = await rehearse(fixture('fleet-hook.ts'), '--devices', '1');
    expect(wired.stderr).not.to.contain('WARNING');
  });

  it("tells the hook's own reasons", async () => {
    const { report } = await reportOf(
      fixture('fleet-hook.ts'),
      ...['--devices', '2', '--impostors', 'unknown-serial=1,cloned-serial=1'],
    );
    expect(report.reasons.map(({ reason }) => reason).sort()).to.deep.equal([
      'DEVICE_CLAIMED',
      'DEVICE_UNKNOWN',
    ]);
  });

  it('decides alike for one seed, with faults and without', async () => {
    const args = ['--devices', '4', '--impostors', '5', '--seed', '11'];
    const calm = await reportOf(fixture('fleet-hook.ts'), ...args);
    const stormy = await reportOf(fixture('fleet-hook.ts'), ...args, '--chaos=0.05');
    expect(stormy.report.decisionsHash).to.equal(calm.report.decisionsHash);
    expect(Object.values(stormy.report.faults).some((count) => count > 0)).to.equal(true);
    expect(calm.report.faults).to.deep.equal({});
  });

  it('finds the hook that lets a clone in, says what to look at, and ends with 3', async () => {
    const { code, stdout } = await rehearse(
      example('first-hook/hook.ts'),
      ...['--devices', '2', '--impostors', 'cloned-serial=1'],
    );
    expect(code).to.equal(3);
    expect(stdout)
      .to.match(/^ADMITTED_IMPOSTOR .*\(cloned serial\)/m)
      .and.contain('Look for claimOnce');
  });

  it('gives the devices that it makes up what the hook reads of a record', async () => {
    const { code, report } = await reportOf(example('first-hook/hook.ts'), '--devices', '3');
    expect([code, report.templateName, report.admitted]).to.deep.equal([0, 'first-fleet', 3]);
  });

  it('puts faults in and lets impostors come with --strict', async () => {
    const { code, report } = await reportOf(fixture('fleet-hook.ts'), '--devices', '4', '--strict');
    expect(code).to.equal(0);
    expect(report.kinds).to.have.length(6);
    expect(report.faults).to.include.keys('lost reply');
  });

  it('writes the page, the credentials and a log that explain reads', async () => {
    const [page, out] = [join(folder, 'report.html'), join(folder, 'out')];
    const { code, report } = await reportOf(
      fixture('fleet-hook.ts'),
      ...['--devices', '2', '--impostors', 'unknown-serial=1', '--report', page, '--out', out],
    );
    expect(code).to.equal(0);
    expect(await readFile(page, 'utf8')).to.match(/^<!doctype html>/);
    expect(report.endpoint).to.include({
      templateName: 'rehearsal',
      ca: join(out, 'ca.pem'),
      claimCertificate: join(out, 'claim.pem'),
      claimKey: join(out, 'claim.key'),
    });
    expect((await stat(join(out, 'claim.key'))).mode & 0o777).to.equal(0o600);
    const log = join(out, 'rehearsal.jsonl');
    expect(await readFile(log, 'utf8')).to.not.match(/BEGIN|ownershipToken":/i);
    const explained = await runGangway(['explain', log, '--code', 'DEVICE_UNKNOWN', '--json']);
    expect(explained.code).to.equal(0);
  });

  describe('with a registry', () => {
    let registry = '';
    before(async () => {
      const file = join(folder, 'devices.db');
      registry = `sqlite:${file}`;
      // The hook's own registry, too: nothing may be written to it, by either way.
      process.env.REHEARSED_REGISTRY = file;
      const list = join(folder, 'devices.csv');
      const rows = ['id,attributes.site', 'SN-1,Oslo', 'SN-2,Bergen', 'SN-3,Hamar'];
      await writeFile(list, rows.join('\n'));
      await runGangway(['devices', 'import', list, '--registry', registry]);
      await runGangway(['devices', 'block', 'SN-2', '--registry', registry]);
    });

    it('takes its devices over, but for those that may not come, and claims nothing in it', async () => {
      const { code, report } = await reportOf(fixture('stored-hook.ts'), '--registry', registry);
      expect(code).to.equal(0);
      expect(report.verdicts.map(({ who }) => who).sort()).to.deep.equal(['SN-1', 'SN-3']);
      const { stdout } = await runGangway(['devices', 'stats', '--registry', registry, '--json']);
      expect(JSON.parse(stdout))
        .to.have.property('byState')
        .that.includes({ expected: 2, claimed: 0, active: 0 });
    });

    after(() => {
      delete process.env.REHEARSED_REGISTRY;
    });

    it('says so where there are too few', async () => {
      const ended = await rehearse(
        fixture('stored-hook.ts'),
        ...['--registry', registry, '--devices', '3'],
      );
      expect(ended.code).to.equal(2);
      expect(ended.stderr).to.contain('USAGE: of the 2 devices of the list, 2 may come');
    });
  });

  it('reads serial numbers from a list', async () => {
    const [plain, csv] = [join(folder, 'serials.txt'), join(folder, 'serials.csv')];
    await writeFile(plain, 'SN-7\nSN-8\n');
    await writeFile(csv, 'Serial,Place\nSN-9,Oslo\n');
    const hook = fixture('fleet-hook.ts');
    const lines = await reportOf(hook, '--serials', plain);
    expect(lines.report.verdicts.map(({ who }) => who).sort()).to.deep.equal(['SN-7', 'SN-8']);
    const table = await reportOf(hook, '--serials', csv, '--map', 'id=Serial');
    expect(table.report.verdicts.map(({ who }) => who)).to.deep.equal(['SN-9']);
  });

  it('sends what the hook file says that devices send, and impostors what they can forge', async () => {
    const { code, report } = await reportOf(
      fixture('rehearsed-hook.ts'),
      '--impostors',
      'cloned-serial=1',
    );
    expect([code, report.admitted]).to.deep.equal([0, 2]);
    expect(report.reasons).to.deep.equal([{ reason: 'PROOF_WRONG', count: 1 }]);
  });

  it('knows devices of the list that stayed away only once they may come', async () => {
    const list = join(folder, 'stayed-away.txt');
    await writeFile(list, 'SN-1\nSN-2\n');
    const stage = await setStage(
      {
        input: {
          ...{ hook: fixture('fleet-hook.ts'), serials: list, devices: 1, concurrency: 1, seed: 1 },
          ...{ host: '127.0.0.1', accountId: '123456789012', region: 'us-east-1' },
        },
        heard: () => {},
      },
      heldIo().io,
    );
    const find = async (id: string) =>
      (await stage.hook.file?.store.registry.find(id, { signal: AbortSignal.timeout(1_000) }))
        ?.state;
    try {
      expect([await find('SN-1'), await find('SN-2')]).to.deep.equal(['expected', undefined]);
      await stage.admitOthers();
      expect(await find('SN-2')).to.equal('expected');
    } finally {
      await stage.close();
    }
  });

  it('says how far it came where it is told to stop', async () => {
    const { io, held, stop } = heldIo({ errTerminal: true });
    const args = ['rehearse', fixture('fleet-hook.ts'), '--devices', '5000'];
    const ended = run(args, {
      ...io,
      err(text) {
        io.err(text);
        // The first that is heard of it.
        if (text.includes('rehearsing')) stop();
      },
    });
    expect(await ended).to.equal(1);
    expect(held.stderr).to.match(/INTERRUPTED: [\d,]+ of 5,000 devices and impostors had come/);
  });

  it('runs on with --keep until it is told to stop', async () => {
    const list = join(folder, 'kept.txt');
    await writeFile(list, 'SN-1\nSN-2\n');
    const { io, held, stop } = heldIo();
    const args = ['rehearse', fixture('fleet-hook.ts'), '--serials', list, '--devices', '1'];
    const ended = run([...args, '--out', join(folder, 'kept'), '--keep'], {
      ...io,
      err(text) {
        io.err(text);
        if (text.includes('devices may join')) stop();
      },
    });
    expect(await ended).to.equal(0);
    expect(held.stdout).to.contain('The one device came aboard.');
  });

  const wrong: readonly (readonly [string, string, readonly string[], RegExp, 'remote'?])[] = [
    ['a hook that is composed', 'composed-hook.mjs', [], /HOOK_NOT_REHEARSABLE/],
    ['an export that is mistyped', 'mistyped-rehearsal-hook.ts', [], /USAGE: .*rehearsal.*device/],
    ['--keep without a place for credentials', 'fleet-hook.ts', ['--keep'], /USAGE: --keep needs/],
    ['an impostor of no kind', 'fleet-hook.ts', ['--impostors', 'thief=1'], /USAGE: .*kind/],
    ['no devices', 'fleet-hook.ts', ['--devices', '0'], /USAGE: .*devices/],
    [
      'two lists',
      'fleet-hook.ts',
      ['--serials', 'a', '--registry', 'sqlite:b'],
      /USAGE: .*cannot be used with/,
    ],
    [
      'parameters that cannot be made',
      'unmakeable-hook.ts',
      [],
      /UNCAUGHT: rehearsal.parametersOf of the hook file threw: no key/,
    ],
    ['a URL that is none', 'http://', [], /USAGE: .*the address of a hook/, 'remote'],
    [
      'an ARN of something else',
      'arn:aws:iot:us-east-1:123456789012:thing/x',
      [],
      /USAGE: .*no ARN of a Lambda/,
      'remote',
    ],
    [
      'an endpoint that is no URL',
      'arn:aws:lambda:us-east-1:123456789012:function:f',
      ['--lambda-endpoint', 'here'],
      /USAGE: --lambda-endpoint/,
      'remote',
    ],
    [
      'a page that is a folder',
      'fleet-hook.ts',
      ['--report', tmpdir()],
      /FOLDER_NOT_WRITABLE: .*EISDIR/,
    ],
    ['columns of no list', 'fleet-hook.ts', ['--map', 'id=Serial'], /USAGE: --map is for a list/],
    [
      'a page in no folder',
      'fleet-hook.ts',
      ['--report', '/nowhere/r.html'],
      /FOLDER_NOT_WRITABLE/,
    ],
  ];
  for (const [what, hook, args, message, where] of wrong) {
    it(`refuses ${what} before anything is started`, async () => {
      const { code, stdout, stderr } = await rehearse(
        where === 'remote' ? hook : fixture(hook),
        ...args,
      );
      expect(code).to.be.oneOf([1, 2]);
      expect(stderr).to.match(message);
      expect(stdout).to.equal('');
    });
  }

  it('finds the hook that says no and then yes, where no fault made it', async () => {
    const args = ['--devices', '2', '--json'];
    const { code, stdout } = await rehearse(fixture('wavering-hook.ts'), ...args);
    const { admitted, wrong } = JSON.parse(stdout) as Report;
    expect([code, admitted, wrong.map(({ code: what }) => what)]).to.deep.equal([
      3,
      2,
      ['REFUSED_GENUINE', 'REFUSED_GENUINE'],
    ]);
    expect(wrong[0]?.detail).to.match(/^UNSURE; .*admitted/);
  });

  it('says so where nobody answers at the URL', async () => {
    const { code, stderr } = await rehearse(
      'http://127.0.0.1:1',
      ...['--devices', '1', '--template', example('first-hook/first-fleet.template.json')],
    );
    expect(code).to.equal(3);
    expect(stderr).to.match(/WARNING: the hook gave no answer, 5 times; .*HOOK_UNREACHABLE/);
  });

  it('asks the very Lambda function that is named, in the region of its ARN', async () => {
    const allow = () => ({ allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } });
    await using lambda = await startLambdaServer({
      functions: { 'fleet-hook': allow },
      region: 'eu-north-1',
    });
    const { code, report } = await reportOf(
      'arn:aws:lambda:eu-north-1:123456789012:function:fleet-hook',
      ...['--lambda-endpoint', lambda.url, '--devices', '2'],
      ...['--template', example('first-hook/first-fleet.template.json')],
    );
    expect([code, report.admitted, lambda.runs]).to.deep.equal([0, 2, 2]);
  });

  it('asks for a template where the hook is no file', async () => {
    const { code, stderr } = await runGangway(['rehearse', 'http://127.0.0.1:9']);
    expect([code, stderr]).to.deep.equal([
      2,
      'gangway: USAGE: the hook is no file, so that --template is needed\n',
    ]);
  });
});
