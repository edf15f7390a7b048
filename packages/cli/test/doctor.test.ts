import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AccountRecord } from '@gangway/testing/account';
import { expect } from 'chai';
import { askProgress } from '../dist/doctor/ask-progress.js';
import { fixture, gangway } from './run-gangway.js';
import { heldIo, runGangway } from './run-in-process.js';
import { withAccount } from './with-account.js';

const fixtures = fileURLToPath(
  new URL('../../doctor/test/fixtures/device-claims/', import.meta.url),
);
const [snapshot, hook, lifecycle] = ['stack.snapshot.json', 'hook', 'lifecycle'].map(
  (name) => `${fixtures}${name}`,
) as [string, string, string];
const bundles = ['--bundle', hook, '--bundle', lifecycle];

/** Where credentials and a Region are looked for, and not found. */
const nowhere = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
};

describe('gangway doctor', function () {
  this.timeout(60_000);
  let folder = '';
  let good = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-doctor-'));
    good = await readFile(snapshot, 'utf8');
  });
  after(() => rm(folder, { recursive: true }));

  const put = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const doctor = (...args: readonly string[]) => runGangway(['doctor', ...args]);
  const changed = (name: string, from: string, to: string) => {
    expect(good).to.contain(from);
    return put(name, good.replaceAll(from, to));
  };

  it('finds nothing in a deployment that is as it should be', async () => {
    const { code, stdout, stderr } = await doctor(
      ...['first-fleet', '--snapshot', snapshot, ...bundles, '--strict'],
    );
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(
      /^examined [^\n]+, first-fleet, [^\n]+\nCLEAN first-fleet in us-east-1 of 123456789012: nothing is wrong\n$/,
    );
  });

  it('says what is wrong, where, why it matters and what mends it, and ends with 3', async () => {
    const file = await changed('2017.json', '"2020-04-01"', '"2019-01-01"');
    const args = ['first-fleet', '--snapshot', file, ...bundles];
    const { code, stdout } = await doctor(...args);
    expect(code).to.equal(3);
    const [first, ...rest] = stdout.split('\n');
    expect(first).to.match(/^error [A-Z_]+ arn:aws:iot:\S+\/first-fleet$/);
    for (const line of rest.slice(0, 3)) expect(line).to.match(/^ {2}\S/);
    expect(rest[2]).to.match(/^ {2}aws iot update-provisioning-template /);
    expect(stdout).to.match(/\nFAULTY first-fleet in us-east-1 of 123456789012: 1 error\n$/);
    const json = await doctor(...args, '--json');
    expect([json.code, json.stderr]).to.deep.equal([3, '']);
    const report = JSON.parse(json.stdout);
    expect(report).to.have.all.keys(
      ...['outcome', 'account', 'region', 'templateName', 'examined', 'findings'],
    );
    expect(report).to.include({ outcome: 'FAULTY', account: '123456789012', region: 'us-east-1' });
    expect(report.findings).to.have.length(1);
    expect(report.findings[0]).to.have.all.keys('code', 'level', 'what', 'where', 'why', 'mend');
  });

  it('says that other code is deployed than the zip of a bundle', async () => {
    const bundle = join(folder, 'bundle');
    await cp(hook, bundle, { recursive: true });
    await writeFile(join(bundle, 'hook.zip'), 'the zip');
    const examined = (file: string) =>
      doctor('first-fleet', '--snapshot', file, '--bundle', bundle, '--bundle', lifecycle);
    const other = await examined(snapshot);
    expect(other.code).to.equal(0);
    expect(other.stdout).to.match(/^warning CODE_DIFFERS [\s\S]+\nCLEAN [^\n]+: 1 warning\n$/);
    const zipSha256 = createHash('sha256').update('the zip').digest('base64');
    const text = good.replaceAll(/"CodeSha256": "[^"]+"/g, `"CodeSha256": "${zipSha256}"`);
    expect((await examined(await put('deployed.json', text))).stdout).to.match(
      /nothing is wrong\n$/,
    );
    await rm(join(bundle, 'hook.zip'));
    await mkdir(join(bundle, 'hook.zip'));
    const unreadable = await examined(snapshot);
    expect(unreadable.code).to.equal(2);
    expect(unreadable.stderr).to.match(/^gangway: MANIFEST_NOT_READABLE: .*hook\.zip/);
  });

  it('ends with 3 where there is no such template', async () => {
    const input = { templateName: 'second-fleet' };
    await withAccount([absentTemplate(input)], async (run) => {
      const { code, stdout } = await run(['doctor', 'second-fleet']);
      expect(code).to.equal(3);
      expect(stdout).to.match(/^error TEMPLATE_ABSENT second-fleet\n/);
      expect(stdout).to.match(/\nFAULTY second-fleet: 1 error\n$/);
    });
  });

  it('lets a warning pass, and with --strict not', async () => {
    const file = await changed('slow.json', '"Timeout": 4', '"Timeout": 30');
    const args = ['first-fleet', '--snapshot', file, ...bundles];
    const { code, stdout } = await doctor(...args);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^warning [\s\S]+\nCLEAN [^\n]+: 1 warning\n$/);
    const strict = await doctor(...args, '--strict');
    expect(strict.code).to.equal(3);
    expect(strict.stdout).to.match(/\nFAULTY [^\n]+: 1 warning\n$/);
  });

  it('ends with 1 where something could not be examined and nothing that was is wrong', async () => {
    const { code, stdout } = await doctor('first-fleet', '--snapshot', snapshot);
    expect(code).to.equal(1);
    expect(stdout).to.match(/^unknown MANIFEST_ABSENT [\s\S]+\nUNKNOWN [^\n]+: 1 thing unknown\n$/);
  });

  it('ends with 3 where something is wrong, whatever else is unknown', async () => {
    const file = await changed('both.json', '"2020-04-01"', '"2019-01-01"');
    const { code, stdout } = await doctor('first-fleet', '--snapshot', file);
    expect(code).to.equal(3);
    expect(stdout).to.match(/\nFAULTY [^\n]+: 1 error, 1 thing unknown\n$/);
  });

  it('reads a snapshot from standard input', async () => {
    const args = ['doctor', 'first-fleet', '--snapshot', '-', ...bundles];
    expect(await runGangway(args, { stdin: good })).to.include({ code: 0 });
  });

  it('prints what a name in an answer would do to a terminal as text', async () => {
    const file = await changed('escape.json', '"2020-04-01"', '"\\u001b[2J"');
    const { stdout } = await doctor('first-fleet', '--snapshot', file, ...bundles);
    expect(stdout).not.to.contain('\u001b');
  });

  it('colours its words on request, and with NO_COLOR never', async () => {
    const args = ['doctor', 'first-fleet', '--snapshot', snapshot, ...bundles];
    const coloured = await gangway(args, { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).to.contain('\u001b[32mCLEAN');
    const plain = await gangway(args, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(plain.stdout).not.to.contain('\u001b');
  });

  describe('at AWS', () => {
    it('asks by the clients that the environment sets up, and saves what was answered', async () => {
      const saved = join(folder, 'saved.json');
      await withAccount(answersOf(good), async (run) => {
        const live = await run(['doctor', 'first-fleet', ...bundles, '--save', saved]);
        expect(live).to.include({ code: 0, stderr: '' });
        const again = await run(['doctor', 'first-fleet', ...bundles, '--snapshot', saved]);
        expect(again.stdout).to.equal(live.stdout);
      });
      const { takenAt: _, ...written } = JSON.parse(await readFile(saved, 'utf8'));
      const { takenAt: __, ...expected } = JSON.parse(good);
      expect(written).to.deep.equal(withoutPageMarks(expected));
      expect((await stat(saved)).mode & 0o077).to.equal(0);
    });

    it('says which permission is missing, and calls nothing wrong', async () => {
      await withAccount(answersOf(good), async (run, server) => {
        server.fail({ error: 'AccessDenied', status: 403 }, { of: 'iam:GetRole' });
        const { code, stdout } = await run(['doctor', 'first-fleet', ...bundles, '--json']);
        const { outcome, findings } = JSON.parse(stdout);
        expect([code, outcome]).to.deep.equal([1, 'UNKNOWN']);
        expect(findings[0].what).to.contain('iam:GetRole');
      });
    });

    it('says one thing where the template itself may not be asked about', async () => {
      await withAccount(answersOf(good), async (run, server) => {
        server.fail({ error: 'AccessDeniedException', status: 403 });
        const { code, stdout, stderr } = await run(['doctor', 'first-fleet', ...bundles]);
        expect([code, stdout]).to.deep.equal([1, '']);
        expect(stderr).to.match(
          /^gangway: ACCOUNT_FAILED: AccessDeniedException: .* the IAM action iot:DescribeProvisioningTemplate [^\n]+\n$/,
        );
        expect(server.calls).to.deep.equal(['iot:DescribeProvisioningTemplate']);
      });
    });

    it('takes Region and credentials from the profile that is named', async () => {
      const config = await put('config', '[profile fleet]\nregion = us-east-1\n');
      const credentials = await put(
        'credentials',
        '[fleet]\naws_access_key_id = local\naws_secret_access_key = local\n',
      );
      const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
      await withAccount(answersOf(good), async (run) => {
        const args = ['doctor', 'first-fleet', ...bundles, '--profile', 'fleet'];
        expect((await run(args, { ...nowhere, ...env })).code).to.equal(0);
      });
    });

    it('says which package brings a client that is not installed', async () => {
      const env = { NODE_OPTIONS: `--import=${fixture('without-iot-client.mjs')}` };
      const ended = await gangway(['doctor', 'first-fleet', '--region', 'us-east-1'], { env });
      expect([ended.code, ended.stdout]).to.deep.equal([1, '']);
      expect(ended.stderr).to.match(
        /^gangway: ACCOUNT_FAILED: SDK_MISSING: .* npm install (?:@aws-sdk\/client-[a-z-]+ ?){6}\n$/,
      );
    });

    it('says that it has no credentials, or no Region', async () => {
      const region = { AWS_REGION: 'us-east-1' };
      const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
      for (const [env, code] of [
        [region, 'CREDENTIALS_MISSING'],
        [keys, 'REGION_MISSING'],
      ] as const) {
        const ended = await gangway(['doctor', 'first-fleet'], { env: { ...nowhere, ...env } });
        expect([ended.code, ended.stdout]).to.deep.equal([1, '']);
        expect(ended.stderr).to.match(new RegExp(`^gangway: ACCOUNT_FAILED: ${code}: [^\n]+\n$`));
      }
    });
  });

  it('ends with 2 for what it was called with wrongly', async () => {
    const broken = await put('broken.json', good.slice(0, 900));
    await put('gangway.json', '{}');
    for (const [args, said] of [
      [[], /USAGE/],
      [['my fleet'], /TEMPLATE_NAME_INVALID/],
      [['a'.repeat(37)], /TEMPLATE_NAME_INVALID/],
      [['first-fleet', '--snapshot', join(folder, 'none')], /SNAPSHOT_NOT_FOUND/],
      [['first-fleet', '--snapshot', folder], /SNAPSHOT_NOT_READABLE/],
      [['first-fleet', '--snapshot', broken], /SNAPSHOT_INVALID: .*broken\.json/],
      [
        ['first-fleet', '--bundle', fixtures],
        /MANIFEST_NOT_FOUND: .*gangway\.json\. .*gangway bundle/,
      ],
      [['first-fleet', '--bundle', folder], /MANIFEST_INVALID: .*gangway\.json/],
      [['first-fleet', '--snapshot', snapshot, '--save', 'x'], /USAGE: .*--save/],
      [['first-fleet', '--snapshot', snapshot, '--region', 'x'], /USAGE: .*--region/],
      [['first-fleet', '--snapshot', snapshot, '--profile', 'x'], /USAGE: .*--profile/],
    ] as const) {
      const { code, stdout, stderr } = await doctor(...args);
      expect([code, stdout], args.join(' ')).to.deep.equal([2, '']);
      expect(stderr).to.match(said);
    }
  });

  it('ends with 1 where the snapshot does not hold the template, or cannot be saved', async () => {
    const other = await doctor('second-fleet', '--snapshot', snapshot);
    expect([other.code, other.stdout]).to.deep.equal([1, '']);
    expect(other.stderr).to.match(/^gangway: ACCOUNT_FAILED: NOT_RECORDED: /);
    await withAccount(answersOf(good), async (run) => {
      const { code, stdout, stderr } = await run(['doctor', 'first-fleet', '--save', folder]);
      expect([code, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.match(/^gangway: SNAPSHOT_NOT_WRITABLE: /);
    });
  });

  it('tells on a terminal what it asks, in one line that it takes away again', async () => {
    const { io, held } = heldIo({ errTerminal: true });
    const told = askProgress({ ask: async () => absent }, io, () => 0);
    await told.ask('iam', 'GetRole', {});
    expect(held.stderr).to.equal('\rasking iam:GetRole, question 1\u001b[K');
    told.clear();
    expect(held.stderr.endsWith('\r\u001b[K')).to.equal(true);
  });

  it('tells a log now and then', async () => {
    const { io, held } = heldIo();
    let time = 0;
    const told = askProgress({ ask: async () => absent }, io, () => time);
    await told.ask('iam', 'GetRole', {});
    expect(held.stderr).to.equal('');
    time = 5_000;
    await told.ask('iam', 'GetPolicy', {});
    told.clear();
    expect(held.stderr).to.equal('gangway: asking iam:GetPolicy, question 2\n');
  });
});

const absent = { kind: 'absent', code: 'ResourceNotFoundException' } as const;

const absentTemplate = (input: AccountRecord['input']): AccountRecord => ({
  service: 'iot',
  operation: 'DescribeProvisioningTemplate',
  input,
  answer: absent,
});

const answersOf = (text: string): readonly AccountRecord[] => JSON.parse(text).answers;

/** All pages are joined: whether there are more is no part of an answer. */
function withoutPageMarks(saved: { readonly answers: readonly AccountRecord[] }) {
  return JSON.parse(JSON.stringify(saved), (name, value) =>
    name === 'IsTruncated' ? undefined : value,
  );
}
