import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { gangway } from './run-gangway.js';

const stdin = JSON.stringify(anEvent());

const faults: readonly (readonly [readonly string[], number, string, RegExp])[] = [
  [['invoke', 'absent.ts', '-'], 2, 'HOOK_NOT_FOUND', /absent\.ts/],
  [['invoke', 'commonjs', '-'], 2, 'HOOK_NOT_READABLE', /is a folder/],
  [['invoke', 'site-hook.ts', 'absent.json'], 2, 'EVENT_NOT_FOUND', /absent\.json/],
  [['invoke', 'named-hook.ts', '-'], 1, 'HOOK_HAS_NO_DEFAULT_EXPORT', /export default defineHook/],
  [['invoke', 'number-hook.ts', '-'], 1, 'HOOK_NOT_A_HOOK', /number-hook\.ts/],
  [['invoke', 'broken-hook.ts', '-'], 1, 'HOOK_NOT_LOADABLE', /does-not-exist\.js/],
  [
    ['invoke', 'undecorated/hook.ts', '-'],
    1,
    'HOOK_NOT_LOADABLE',
    /"experimentalDecorators": true/,
  ],
  [['invoke', 'unwired-hook.ts', '-'], 1, 'HOOK_NOT_COMPOSABLE', /^PORT_MISSING: .*DeviceRegistry/],
  [['describe', 'unwired-hook.ts'], 1, 'HOOK_NOT_COMPOSABLE', /^PORT_MISSING: /],
  [['serve', 'unwired-hook.ts', '--port', '0'], 1, 'HOOK_NOT_COMPOSABLE', /^PORT_MISSING: /],
  [['invoke', 'throwing-later-hook.ts', '-'], 1, 'UNCAUGHT', /nobody waits for this/],
  [['invoke', 'exiting-hook.ts', '-'], 1, 'ENDED_EARLY', /process\.exit/],
  [['rehearse', 'exiting-hook.ts', '--devices', '1'], 1, 'ENDED_EARLY', /process\.exit/],
  [['inspect', 'absent.pem'], 2, 'CERTIFICATE_NOT_FOUND', /absent\.pem/],
  [['inspect', '.'], 2, 'CERTIFICATE_NOT_READABLE', /is a folder/],
  [['explain', 'absent.log'], 2, 'LOG_NOT_FOUND', /absent\.log/],
  [['explain', '.'], 2, 'LOG_NOT_READABLE', /is a folder/],
  [
    ['keys', 'derive', '--key-id', 'k1', '--serial', 'SN-1', '--ring', 'absent.json'],
    2,
    'KEY_NOT_FOUND',
    /absent\.json/,
  ],
  [['keys', 'create', '--ring', '-'], 2, 'USAGE', /--ring: it is a file/],
  [['keys', 'derive'], 2, 'USAGE', /required option '--key-id <id>'/],
  [['token', 'verify', 'x'], 2, 'USAGE', /required option '--ring <file>'/],
  [['invoke'], 2, 'USAGE', /missing required argument 'hook'/],
  [['invoke', 'site-hook.ts', '-', 'more'], 2, 'USAGE', /too many arguments/],
  [['invoke', 'site-hook.ts', '-', '--frob'], 2, 'USAGE', /unknown option '--frob'/],
  [['serve', 'site-hook.ts', '--port', '65536'], 2, 'USAGE', /from 0 to 65535/],
  [['serve', 'site-hook.ts', '--port', 'http'], 2, 'USAGE', /^--port: .*from 0 to 65535/],
  [['serve', 'site-hook.ts'], 2, 'USAGE', /gangway keys hop --out keys.*--insecure/],
  [['serve', '--insecure', 'site-hook.ts'], 2, 'USAGE', /the hook file stands before it/],
  [['serve', 'mistyped-serve-hook.ts'], 2, 'USAGE', /^serve\.prot of the hook file: .*"port"/],
  [['serve', 'site-hook.ts', '--keys-file', 'absent'], 2, 'USAGE', /^--keys-file: .*ENOENT/],
  [['explain', '-', '--last', '0'], 2, 'USAGE', /from 1 to 99999/],
  [['frob'], 2, 'USAGE', /unknown command 'frob'/],
];

describe('faults of the command', () => {
  for (const [args, exit, code, message] of faults) {
    it(`says ${code} in one line and ends with ${exit}: gangway ${args.join(' ')}`, async () => {
      const ended = await gangway(args, { stdin });
      expect(ended.code).to.equal(exit);
      expect(ended.stdout).to.equal('');
      expect(ended.stderr).to.match(/^gangway: [^\n]+\n$/);
      const [, said, text = ''] = /^gangway: ([A-Z_]+): (.*)\n$/.exec(ended.stderr) ?? [];
      expect(said).to.equal(code);
      expect(text).to.match(message);
    });
  }

  for (const [args, exit, code, message] of faults.filter(([[name]]) => name !== 'frob')) {
    it(`prints ${code} as one object with --json: gangway ${args.join(' ')}`, async () => {
      const ended = await gangway([...args, '--json'], { stdin });
      expect(ended.code).to.equal(exit);
      const { error } = JSON.parse(ended.stdout);
      expect(error).to.have.all.keys('code', 'message');
      expect(error.code).to.equal(code);
      expect(error.message).to.match(message);
    });
  }

  it('shows the stack with --debug alone', async () => {
    const { code, stderr } = await gangway(['describe', 'unwired-hook.ts', '--debug']);
    expect(code).to.equal(1);
    expect(stderr).to.match(/\n +at /);
    expect(stderr).to.contain('caused by CompositionError');
  });

  it('shows its help and ends with 2 when called without a command', async () => {
    const { code, stdout, stderr } = await gangway([]);
    expect([code, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.match(/^Usage: gangway/);
  });
});
