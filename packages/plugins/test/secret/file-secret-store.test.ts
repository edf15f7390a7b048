import { execFileSync } from 'node:child_process';
import {
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
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeHook, defineHook } from '@gangway/composition';
import { type Secret, SecretStore } from '@gangway/core';
import { deviceToken } from '@gangway/plugins/device-token';
import { fileSecretStore, openFileSecretStore } from '@gangway/plugins/file-secret-store';
import { fakeClock, memoryLogger } from '@gangway/testing';
import { secretStoreContract } from '@gangway/testing/contracts';
import { expect } from 'chai';
import { faultOf, now, verdictOf } from '../deciding.js';
import { provenEvent, ringText } from '../token/token-factory.js';

const { signal } = new AbortController();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gangway-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(id: string, value: string | Buffer, below = folder): string {
  const path = join(below, id);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, value);
  return path;
}

/** The value, `undefined`, or the code that it was refused with. */
async function get(id: string, options: { stage?: string; from?: string } = {}): Promise<unknown> {
  const { from = folder, ...stage } = options;
  try {
    const secret = await openFileSecretStore({ folder: from }).get(id, { signal, ...stage });
    return secret?.value;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

secretStoreContract(
  'files',
  (secrets: Readonly<Record<string, Secret>>) => {
    for (const [id, { value, version }] of Object.entries(secrets)) {
      // A file's version is when it was last changed, in milliseconds.
      const seconds = Number(version) / 1_000;
      utimesSync(put(id, Buffer.from(value)), seconds, seconds);
    }
    return openFileSecretStore({ folder });
  },
  { binary: false },
);

describe('file-secret-store', () => {
  it('cuts one line end, and nothing else', async () => {
    for (const [written, value] of [
      ['a\n', 'a'],
      ['a\r\n', 'a'],
      ['a\n\n', 'a\n'],
      [' a ', ' a '],
      ['\n', ''],
      ['', ''],
      ['\ufeffa', '\ufeffa'],
    ] as const) {
      put('one', written);
      expect(await get('one')).to.equal(value);
    }
  });

  it('gives what is mounted now', async () => {
    const store = openFileSecretStore({ folder: pathToFileURL(`${folder}/`) });
    put('one', 'first');
    expect((await store.get('one', { signal }))?.value).to.equal('first');
    put('one', 'second');
    const second = await store.get('one', { signal });
    expect(second?.value).to.equal('second');
    rmSync(join(folder, 'one'));
    expect(await store.get('one', { signal })).to.equal(undefined);
  });

  it('follows the links of a Kubernetes mount, also when the mount is put anew', async () => {
    put('..2030_01/key', 'first');
    symlinkSync('..2030_01', join(folder, '..data'));
    symlinkSync(join('..data', 'key'), join(folder, 'key'));
    expect(await get('key')).to.equal('first');
    put('..2030_02/key', 'second');
    symlinkSync('..2030_02', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    rmSync(join(folder, '..2030_01'), { recursive: true });
    expect(await get('key')).to.equal('second');
  });

  it('follows no link that leads out of the folder, and none that leads nowhere', async () => {
    const outside = put('outside/key', 'theirs');
    mkdirSync(join(folder, 'mount'));
    const from = join(folder, 'mount');
    symlinkSync(outside, join(from, 'key'));
    symlinkSync(dirname(outside), join(from, 'folder'));
    symlinkSync('absent', join(from, 'dangling'));
    expect(await get('key', { from })).to.equal('SECRET_NOT_READABLE');
    expect(await get('folder/key', { from })).to.equal('SECRET_NOT_READABLE');
    expect(await get('dangling', { from })).to.equal(undefined);
  });

  it('takes a folder that is a link itself for where it leads', async () => {
    put('real/key', 'value');
    symlinkSync('real', join(folder, 'link'));
    expect(await get('key', { from: join(folder, 'link') })).to.equal('value');
    // A neighbour whose name begins alike is outside.
    put('real-not/key', 'theirs');
    symlinkSync(join('..', 'real-not', 'key'), join(folder, 'real', 'neighbour'));
    expect(await get('neighbour', { from: join(folder, 'link') })).to.equal('SECRET_NOT_READABLE');
  });

  for (const id of [
    '',
    '/',
    '/etc/passwd',
    '..',
    '../key',
    'a/../../key',
    'a/./key',
    'a//key',
    'a/',
    '..data/key',
    'C:\\key',
    'a\\b',
    'key#AWSPREVIOUS',
    'key\0',
  ]) {
    it(`takes ${JSON.stringify(id)} for no id`, async () => {
      put('key', 'value');
      put('key#AWSPREVIOUS', 'before');
      expect(await get(id, { from: folder })).to.equal('SECRET_ID_INVALID');
    });
  }

  it('takes no stage that is a path', async () => {
    for (const stage of ['', '..', 'a/b', 'a#b']) {
      expect(await get('key', { stage })).to.equal('SECRET_ID_INVALID');
    }
  });

  it('takes up to 65,536 octets of UTF-8', async () => {
    put('one', 'a'.repeat(65_536));
    expect(await get('one')).to.have.lengthOf(65_536);
    put('one', 'a'.repeat(65_537));
    expect(await get('one')).to.equal('SECRET_MALFORMED');
    put('one', Buffer.from([0x61, 0xff]));
    expect(await get('one')).to.equal('SECRET_MALFORMED');
  });

  it('opens a file once for all who ask at the same time, be they ever so many', async () => {
    put('one', 'value');
    const files = process.getBuiltinModule('node:fs/promises');
    const { open } = files;
    let opened = 0;
    files.open = (...input) => {
      opened += 1;
      return open(...input);
    };
    try {
      const store = openFileSecretStore({ folder });
      const asked = Array.from({ length: 100 }, () => store.get('one', { signal }));
      const values = (await Promise.all(asked)).map((secret) => secret?.value);
      expect(values).to.deep.equal(Array(100).fill('value'));
      // The first reading began before the others asked.
      expect(opened).to.equal(2);
    } finally {
      files.open = open;
    }
  });

  it('gives nobody a reading that began before he asked', async () => {
    put('one', 'first');
    const store = openFileSecretStore({ folder });
    const early = store.get('one', { signal });
    put('one', 'second');
    expect((await store.get('one', { signal }))?.value).to.equal('second');
    await early;
  });

  it('says of what is there and no file that it cannot be read', async () => {
    mkdirSync(join(folder, 'a-folder'));
    expect(await get('a-folder')).to.equal('SECRET_NOT_READABLE');
    symlinkSync('circle', join(folder, 'circle'));
    expect(await get('circle')).to.equal('SECRET_NOT_READABLE');
  });

  it('does not wait for the other end of a pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await get('pipe')).to.equal('SECRET_NOT_READABLE');
  });

  it('says of a file that it may not read that it cannot (SKIPPED for root, who may)', async function () {
    if (process.getuid?.() === 0) this.skip();
    chmodSync(put('one', 'value'), 0);
    expect(await get('one')).to.equal('SECRET_NOT_READABLE');
  });

  it('says that the folder is missing, which is not that the secret is', async () => {
    expect(await get('key', { from: join(folder, 'absent') })).to.equal('SECRET_FOLDER_MISSING');
    put('key', 'value');
    expect(await get('key/below')).to.equal(undefined);
  });

  it('tells nothing of a value in what it throws', async () => {
    put('one', `gangway-canary${'a'.repeat(65_537)}`);
    const store = openFileSecretStore({ folder });
    const thrown = await store.get('one', { signal }).catch(String);
    expect(thrown).to.contain('octets').and.not.contain('gangway-canary');
  });

  it('serves a hook', async () => {
    put('fleet/keys', `${ringText}\n`);
    const plugins = [
      fileSecretStore({ folder }),
      deviceToken({ serialNumber: 'SerialNumber', secretId: 'fleet/keys' }),
    ];
    const hook = composeHook(defineHook(plugins), {
      replace: [fakeClock(now).plugin(), memoryLogger().plugin()],
    });
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal('ALLOW');
    put('fleet/keys', '{}');
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal(
      'DENY_ERROR DEVICE_TOKEN_KEYS_MALFORMED',
    );
    rmSync(folder, { recursive: true });
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal(
      'DENY_ERROR SECRET_FOLDER_MISSING',
    );
    mkdirSync(folder);
  });

  it('refuses options that cannot be meant', () => {
    expect(faultOf(() => fileSecretStore({ folder: '' }))).to.match(/^OPTION_INVALID: .*"folder"/);
    expect(faultOf(() => fileSecretStore({ path: '/' } as never))).to.match(/^OPTION_UNKNOWN/);
    expect(fileSecretStore({ folder }).provides.map(({ token }) => token)).to.deep.equal([
      SecretStore,
    ]);
  });
});
