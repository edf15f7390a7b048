import { execFile, execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect, promisify } from 'node:util';
import { composeHook, defineHook, type Hook } from '@gangway/composition';
import type { Decision } from '@gangway/core';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { fileOverrides } from '@gangway/plugins/file-overrides';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { detailOf, faultOf, now, verdictOf } from '../deciding.js';

type Options = Parameters<typeof fileOverrides>[0];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gangway-overrides-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const hookOf = (options: Options): Hook =>
  composeHook(defineHook([eventIntegrity(), fileOverrides(options)]), {
    replace: [fakeClock(now).plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()],
  });

const decide = (options: Options) => hookOf(options).decide(anEvent());

const givenBy = (decision: Decision) =>
  decision.outcome === 'ALLOW' ? decision.parameterOverrides : verdictOf(decision);

const versionOf = (decision: Decision) =>
  decision.trace.find(({ step }) => step === 'overrides')?.overrides?.Site?.version;

describe('file-overrides', () => {
  const document = { Site: 'Oslo', location: { site: 'Bergen', 'a/b': ['x', 'y'] } };

  it('gives members of a JSON file, by name or by JSON Pointer', async () => {
    const file = put('overrides.json', JSON.stringify(document));
    expect(givenBy(await decide({ file, keys: ['Site'] }))).to.deep.equal({ Site: 'Oslo' });
    const keys = { Site: '/location/site', Place: '/location/a~1b/1' };
    const given = await decide({ file: pathToFileURL(file), keys });
    expect(givenBy(given)).to.deep.equal({ Site: 'Bergen', Place: 'y' });
  });

  it('takes a listed name for a name, and not for a pointer', async () => {
    const file = put('overrides.json', '{"/location/site":"named","location":{"site":"found"}}');
    const given = await decide({ file, keys: ['/location/site'] });
    expect(givenBy(given)).to.deep.equal({ '/location/site': 'named' });
  });

  for (const name of ['overrides.yaml', 'overrides.yml']) {
    it(`gives members of ${name}, in which NO is a text`, async () => {
      const file = put(name, '# of the fleet\nSite: NO\nlocation:\n  site: "0047"\n');
      const given = await decide({ file, keys: { Site: '/Site', Place: '/location/site' } });
      expect(givenBy(given)).to.deep.equal({ Site: 'NO', Place: '0047' });
    });
  }

  it('reads no byte order mark for a part of the text', async () => {
    for (const name of ['a.json', 'a.yaml']) {
      const file = put(name, '\ufeff{"Site":"Oslo"}');
      expect(givenBy(await decide({ file, keys: ['Site'] })), name).to.deep.equal({ Site: 'Oslo' });
    }
  });

  it('gives what the file holds now, with a version that follows its content', async () => {
    const file = put('overrides.json', '{"Site":"Oslo"}');
    const hook = hookOf({ file, keys: ['Site'] });
    const first = await hook.decide(anEvent());
    renameSync(put('next.json', '{"Site":"Bergen"}'), file);
    const second = await hook.decide(anEvent());
    renameSync(put('next.json', '{"Site":"Oslo"}'), file);
    const third = await hook.decide(anEvent());
    expect([first, second, third].map(givenBy)).to.deep.equal([
      { Site: 'Oslo' },
      { Site: 'Bergen' },
      { Site: 'Oslo' },
    ]);
    // printf '{"Site":"Oslo"}' | sha256sum
    expect([first, third].map(versionOf)).to.deep.equal(['41a116078915', '41a116078915']);
    expect(versionOf(second))
      .to.match(/^[0-9a-f]{12}$/)
      .and.not.equal(versionOf(first));
  });

  it('denies while there is no file, and serves from when there is', async () => {
    const file = put('overrides.json', '{"Site":"Oslo"}');
    const hook = hookOf({ file, keys: ['Site'] });
    rmSync(file);
    expect(givenBy(await hook.decide(anEvent()))).to.equal('DENY_ERROR OVERRIDES_FILE_MISSING');
    put('overrides.json', '{"Site":"Bergen"}');
    expect(givenBy(await hook.decide(anEvent()))).to.deep.equal({ Site: 'Bergen' });
  });

  it('follows the links of a Kubernetes mount', async () => {
    mkdirSync(join(folder, '..2030'));
    writeFileSync(join(folder, '..2030', 'overrides.json'), '{"Site":"Oslo"}');
    symlinkSync('..2030', join(folder, '..data'));
    symlinkSync(join('..data', 'overrides.json'), join(folder, 'overrides.json'));
    const file = join(folder, 'overrides.json');
    expect(givenBy(await decide({ file, keys: ['Site'] }))).to.deep.equal({ Site: 'Oslo' });
  });

  it('opens the file once for all who ask at the same time', async () => {
    const file = put('overrides.json', '{"Site":"Oslo"}');
    const hook = hookOf({ file, keys: ['Site'] });
    const files = process.getBuiltinModule('node:fs/promises');
    const { open } = files;
    let opened = 0;
    files.open = (...input) => {
      opened += 1;
      return open(...input);
    };
    try {
      const events = Array.from({ length: 100 }, () => anEvent());
      const decisions = await Promise.all(events.map((event) => hook.decide(event)));
      expect(new Set(decisions.map((decision) => decision.outcome))).to.deep.equal(
        new Set(['ALLOW']),
      );
      // The first reading began before the others asked.
      expect(opened).to.equal(2);
    } finally {
      files.open = open;
    }
  });

  it('leaves a key out whose member is missing, where told to', async () => {
    const file = put('overrides.json', JSON.stringify(document));
    const keys = { Site: '/Site', None: '/none', Deeper: '/location/a~1b/2' };
    expect(givenBy(await decide({ file, keys, missing: 'skip' }))).to.deep.equal({ Site: 'Oslo' });
  });

  it('leaves out no key whose member is of the wrong kind', async () => {
    const file = put('overrides.json', '{"Site":null,"Fleet":"first"}');
    for (const pointer of ['/Site', '/Site/name', '/Fleet/0']) {
      const decision = await decide({ file, keys: { Site: pointer }, missing: 'skip' });
      expect(givenBy(decision), pointer).to.equal('DENY_ERROR OVERRIDES_FILE_MEMBER_NOT_TEXT');
    }
  });

  for (const [what, name, content, code, detail] of [
    ['is not JSON', 'a.json', '{"Site":"gangway-canary', 'NOT_JSON', 'it is not JSON'],
    ['is half-written', 'a.json', '', 'NOT_JSON', 'it is not JSON'],
    ['doubles a name', 'a.json', '{"Site":"gangway-canary","Site":"b"}', 'NOT_JSON', 'two members'],
    ['is not YAML', 'a.yaml', 'Site: [gangway-canary', 'NOT_YAML', 'at line 1'],
    [
      'is UTF-16',
      'a.json',
      Buffer.from('\ufeff{"Site":"gangway-canary"}', 'utf16le'),
      'NOT_UTF8',
      'UTF-8',
    ],
    ['is Latin-1', 'a.yaml', Buffer.from('Site: gangway-canary é', 'latin1'), 'NOT_UTF8', 'UTF-8'],
    [
      'is over 64 kB',
      'a.json',
      `{"Site":"gangway-canary"}${' '.repeat(65_536)}`,
      'TOO_LARGE',
      '65536',
    ],
    [
      'lacks the member',
      'a.json',
      '{"site":"gangway-canary"}',
      'MEMBER_MISSING',
      '"/Site" for "Site"',
    ],
    ['is a list', 'a.json', '["gangway-canary"]', 'MEMBER_MISSING', '"/Site" for "Site"'],
    [
      'is a text',
      'a.json',
      '"gangway-canary"',
      'MEMBER_NOT_TEXT',
      'the whole is a text and has no members',
    ],
    [
      'is null',
      'a.yaml',
      '# gangway-canary',
      'MEMBER_NOT_TEXT',
      'the whole is null and has no members',
    ],
    ['has a number', 'a.json', '{"Site":471100174711}', 'MEMBER_NOT_TEXT', 'a number'],
    ['has a number in YAML', 'a.yaml', 'Site: 0047', 'MEMBER_NOT_TEXT', 'a number and not a text'],
    ['has a boolean', 'a.yaml', 'Site: true', 'MEMBER_NOT_TEXT', 'a boolean'],
    ['has null', 'a.json', '{"Site":null}', 'MEMBER_NOT_TEXT', 'null'],
    ['has an object', 'a.json', '{"Site":{"a":"gangway-canary"}}', 'MEMBER_NOT_TEXT', 'an object'],
    ['has a list', 'a.json', '{"Site":["gangway-canary"]}', 'MEMBER_NOT_TEXT', 'a list'],
    [
      'has a long text',
      'a.json',
      `{"Site":"${'gangway-canary'.repeat(683)}"}`,
      'VALUE_UNFIT',
      '4096',
    ],
    [
      'has a lone surrogate',
      'a.json',
      '{"Site":"gangway-canary\\ud800"}',
      'VALUE_UNFIT',
      'well-formed',
    ],
  ] as const) {
    it(`denies for a file that ${what}: OVERRIDES_FILE_${code}`, async () => {
      const file = put(name, content);
      const decision = await decide({ file, keys: ['Site'] });
      expect(verdictOf(decision)).to.equal(`DENY_ERROR OVERRIDES_FILE_${code}`);
      expect(detailOf(decision)).to.contain(file).and.contain(detail);
      expect(inspect(decision, { depth: 20 })).to.not.match(/gangway-canary|471100174711/);
      expect(decision.trace.at(-1)?.plugin).to.equal('file-overrides');
    });
  }

  it('takes a file of 65,536 octets and a text of 4,096 characters', async () => {
    const value = 'é'.repeat(4_096);
    const text = `{"Site":"${value}"}`;
    const file = put('a.json', text + ' '.repeat(65_536 - Buffer.byteLength(text)));
    expect(givenBy(await decide({ file, keys: ['Site'] }))).to.deep.equal({ Site: value });
  });

  it('says of what is there and no file that it cannot be read, without waiting for it', async () => {
    mkdirSync(join(folder, 'a-folder.json'));
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    symlinkSync('circle.json', join(folder, 'circle.json'));
    for (const name of ['a-folder.json', 'pipe.json', 'circle.json']) {
      const decision = await decide({ file: join(folder, name), keys: ['Site'] });
      expect(givenBy(decision), name).to.equal('DENY_ERROR OVERRIDES_FILE_NOT_READABLE');
    }
  });

  it('says of a file that it may not read that it cannot (SKIPPED for root, who may)', async function () {
    if (process.getuid?.() === 0) this.skip();
    const file = put('a.json', '{"Site":"Oslo"}');
    chmodSync(file, 0);
    const decision = await decide({ file, keys: ['Site'] });
    expect(givenBy(decision)).to.equal('DENY_ERROR OVERRIDES_FILE_NOT_READABLE');
  });

  it('gives nothing of a file that grows while it is read', async () => {
    const file = put('a.json', '{"Site":"Oslo"}');
    const files = process.getBuiltinModule('node:fs/promises');
    const { open } = files;
    files.open = async (...input) => {
      const opened = await open(...input);
      const stat = opened.stat.bind(opened);
      opened.stat = (async () => {
        const before = await stat();
        appendFileSync(file, ' ');
        return before;
      }) as never;
      return opened;
    };
    try {
      const decision = await decide({ file, keys: ['Site'] });
      expect(verdictOf(decision)).to.equal('DENY_ERROR OVERRIDES_FILE_NOT_READABLE');
      expect(detailOf(decision)).to.contain('changed while it was read');
    } finally {
      files.open = open;
    }
  });

  describe('with values that are secret', () => {
    it('shows none outside the response, and no hash of them', async () => {
      const file = put('overrides.json', '{"Site":"gangway-canary"}');
      utimesSync(file, 1_893_456_000, 1_893_456_000);
      const [logger, sink] = [memoryLogger(), memoryDecisionSink()];
      const hook = composeHook(
        defineHook([eventIntegrity(), fileOverrides({ file, keys: ['Site'], secret: true })]),
        { replace: [fakeClock(now).plugin(), logger.plugin(), sink.plugin()] },
      );
      await hook.prepare();
      const decision = await hook.decide(anEvent());
      expect(givenBy(decision)).to.deep.equal({ Site: 'gangway-canary' });
      const told = inspect([decision.trace, sink.records, logger.lines], { depth: 20 });
      expect(told).to.not.contain('gangway-canary');
      expect(decision.trace.at(-1)?.overrides?.Site).to.deep.equal({
        source: 'file-overrides',
        secret: true,
        version: '1893456000000',
        replaced: false,
      });
    });
  });

  it('reads the file when the hook gets ready, and says what is wrong with it', async () => {
    const logger = memoryLogger();
    const file = put('overrides.json', 'gangway-canary');
    const hook = composeHook(defineHook([fileOverrides({ file, keys: ['Site'] })]), {
      replace: [logger.plugin()],
    });
    await hook.prepare();
    const told = JSON.stringify(logger.lines);
    expect(told).to.contain('it is not JSON').and.not.contain('gangway-canary');
  });

  it('opens nothing when it is composed', () => {
    const hook = hookOf({ file: join(folder, 'absent.yaml'), keys: { Site: '/site' } });
    expect(hook.describe().overrideKeys).to.deep.equal(['Site']);
  });

  it('refuses options that cannot be meant, and says which', () => {
    const make = fileOverrides as (options?: unknown) => unknown;
    const file = '/overrides.json';
    for (const [options, fault] of [
      [{ keys: ['Site'] }, /^OPTION_INVALID: .*"file"/],
      [{ file: '', keys: ['Site'] }, /^OPTION_INVALID: .*"file"/],
      [{ file: '/overrides', keys: ['Site'] }, /"file": must end in \.json, \.yaml or \.yml/],
      [{ file: '/overrides.JSON', keys: ['Site'] }, /"file": must end in/],
      [{ file: new URL('https://host/a.json'), keys: ['Site'] }, /"file": must be a file: URL/],
      [{ file }, /^OPTION_INVALID: .*"keys"/],
      [{ file, keys: 'Site' }, /"keys": must be a list of names, or an object/],
      [{ file, keys: [] }, /"keys": give at least one key/],
      [{ file, keys: {} }, /"keys": give at least one key/],
      [{ file, keys: [''] }, /"keys\.0": a parameter name is not empty/],
      [{ file, keys: ['AWS::Region'] }, /"keys\.0": names that begin with AWS::/],
      [{ file, keys: { 'AWS::Region': '/a' } }, /"keys\.AWS::Region": names that begin/],
      [{ file, keys: { constructor: '/a' } }, /^OPTION_INVALID: .*"keys"/],
      [{ file, keys: { Site: 'site' } }, /"keys\.Site": must be a JSON Pointer: "\/" before/],
      [{ file, keys: { Site: '#/site' } }, /"keys\.Site": must be a JSON Pointer/],
      [{ file, keys: { Site: '/a~' } }, /"keys\.Site": must be a JSON Pointer/],
      [{ file, keys: { Site: '' } }, /"keys\.Site": is empty, which is the whole document/],
      [{ file, keys: { Site: `/${'a'.repeat(1_024)}` } }, /"keys\.Site": .*1,024/],
      [{ file, keys: { Site: 1 } }, /^OPTION_INVALID: .*"keys\.Site"/],
      [{ file, keys: ['Site'], missing: 'ignore' }, /^OPTION_INVALID: .*"missing"/],
      [{ file, keys: ['Site'], secret: 'yes' }, /^OPTION_INVALID: .*"secret"/],
      [{ path: file, keys: ['Site'] }, /^OPTION_UNKNOWN: /],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});

describe('the package yaml', () => {
  /** Runs a program in a process of its own; it says by `loaded()` whether the package has been loaded by then. */
  async function run(program: string): Promise<unknown> {
    const code = `
      import { registerHooks } from 'node:module';
      let seen = false;
      const loaded = () => seen;
      registerHooks({
        load(url, context, next) {
          seen ||= url.includes('/yaml/');
          return next(url, context);
        },
        resolve(specifier, context, next) {
          if (specifier === 'yaml' && process.env.WITHOUT_YAML) throw new Error('not installed');
          return next(specifier, context);
        },
      });
      const { composeHook, defineHook } = await import('@gangway/composition');
      const { defineCheck, permit } = await import('@gangway/core');
      const { anEvent } = await import('@gangway/testing');
      const { fileOverrides } = await import('@gangway/plugins/file-overrides');
      const known = defineCheck('known', () => permit());
      const hookOn = (file) =>
        composeHook(defineHook([known, fileOverrides({ file, keys: ['Site'] })]));
      ${program}
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', code],
      { cwd: fileURLToPath(new URL('../../', import.meta.url)) },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  }

  it('is loaded for no JSON file', async () => {
    const file = put('a.json', '{"Site":"Oslo"}');
    const answer = await run(`
      const hook = hookOn(${JSON.stringify(file)});
      await hook.prepare();
      const { outcome } = await hook.decide(anEvent());
      console.log(JSON.stringify([outcome, loaded()]));
    `);
    expect(answer).to.deep.equal(['ALLOW', false]);
  });

  it('is loaded for a YAML file when the hook gets ready, and not before', async () => {
    const file = put('a.yaml', 'Site: Oslo');
    const answer = await run(`
      const hook = hookOn(${JSON.stringify(file)});
      const composed = loaded();
      await hook.prepare();
      console.log(JSON.stringify([composed, loaded()]));
    `);
    expect(answer).to.deep.equal([false, true]);
  });

  it('is missed with a code of its own where it is not installed', async () => {
    const file = put('a.yaml', 'Site: Oslo');
    const answer = await run(`
      process.env.WITHOUT_YAML = 'yes';
      const { outcome, reason } = await hookOn(${JSON.stringify(file)}).decide(anEvent());
      console.log(JSON.stringify([outcome, reason.code]));
    `);
    expect(answer).to.deep.equal(['DENY_ERROR', 'OVERRIDES_FILE_PARSER_MISSING']);
  });
});
