import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSettings, serve, toServeOptions } from '@gangway/adapter-http';
import { CompositionError, GangwayError } from '@gangway/core';
import { keysInFile } from '@gangway/hop';
import { expect } from 'chai';
import { key, newKey, tell } from '../caller.js';
import { container } from '../container.js';
import { sampleHook } from '../sample-hook.js';

describe('keys in a file', () => {
  let folder: string;
  let path: string;
  let at: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-keys-'));
    path = join(folder, 'keys');
    at = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () => keysInFile(path, { now: () => at });
  const second = () => {
    at += 1_000;
  };
  const refusal = async (keys: ReturnType<typeof open>) => {
    const error = await Promise.resolve(keys()).catch((reason: unknown) => reason);
    if (!(error instanceof GangwayError)) throw new Error(`not refused: ${error}`);
    return error;
  };

  const two = [newKey(), newKey()];
  for (const [what, text] of [
    ['one on each line', `${two[0]}\n${two[1]}\n`],
    ['one on each line, as Windows writes them', `\r\n${two[0]}\r\n\r\n${two[1]}`],
    ['a JSON array', JSON.stringify(two, undefined, 2)],
  ] as const) {
    it(`are read: ${what}`, async () => {
      await writeFile(path, text);
      expect(await open()()).to.deep.equal(two);
      expect(await keysInFile(pathToFileURL(path))()).to.deep.equal(two);
    });
  }

  it('are the same list as long as the file is the same', async () => {
    await writeFile(path, key);
    const keys = open();
    const first = await keys();
    expect(keys()).to.equal(first);
    second();
    expect(await keys()).to.equal(first);
  });

  it('are looked for once a second at most, and then found', async () => {
    await writeFile(path, key);
    const keys = open();
    await keys();
    const other = newKey();
    await writeFile(path, other);
    at = 999;
    expect(await keys()).to.deep.equal([key]);
    at = 1_000;
    expect(await keys()).to.deep.equal([other]);
  });

  it('are found in a file of the same length and time', async () => {
    await writeFile(path, key);
    await utimes(path, 1_000, 1_000);
    const keys = open();
    await keys();
    const other = newKey();
    await writeFile(`${path}.new`, other);
    await utimes(`${path}.new`, 1_000, 1_000);
    await rename(`${path}.new`, path);
    second();
    expect(await keys()).to.deep.equal([other]);
  });

  it('are found where Kubernetes mounts a Secret anew: by a link to a link', async () => {
    const mount = async (version: string, text: string) => {
      await mkdir(join(folder, version));
      await writeFile(join(folder, version, 'hop'), text);
      await symlink(version, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await mount('..v1', key);
    path = join(folder, 'hop');
    await symlink(join('..data', 'hop'), path);
    const keys = open();
    expect(await keys()).to.deep.equal([key]);
    const other = newKey();
    await mount('..v2', other);
    second();
    expect(await keys()).to.deep.equal([other]);
  });

  it('are read once for all that ask at the same time', async () => {
    await writeFile(path, key);
    const keys = open();
    const [first, again] = [keys(), keys()];
    expect(first).to.equal(again);
    await first;
    second();
    const look = keys();
    second();
    expect(keys(), 'while the look is under way').to.equal(look);
    expect(await look).to.deep.equal([key]);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['an empty file', '', /1 to 8 keys/],
    ['nine keys', Array.from({ length: 9 }, newKey).join('\n'), /1 to 8 keys/],
    ['a line that is no key', `${key}\nkey=${key.slice(6)}`, /whsec_/],
    ['two keys in a line', `${key} ${newKey()}`, /base64/],
    ['an array that breaks off', `["${key}", "${key.slice(0, 20)}`, /is not JSON/],
    ['an array of other things', `[{ "key": "${key}" }]`, /whsec_/],
    ['an object', JSON.stringify({ keys: [key] }), /whsec_/],
    ['a file of any length', `${key}\n`.repeat(2_000), /over 65536 octets/],
  ];
  for (const [what, text, message] of wrong) {
    it(`are none in ${what}, and none of it is told`, async () => {
      await writeFile(path, text);
      const error = await refusal(open());
      expect(error.code).to.equal('HOP_KEYS_INVALID');
      expect(error.message).to.match(message).and.contain(path);
      expect(`${error.stack}${error.cause}`).to.not.contain(key.slice(6, 14));
    });
  }

  it('are none where there is no file, a folder or a pipe, which is not waited for', async () => {
    expect((await refusal(open())).message).to.contain('ENOENT');
    await mkdir(path);
    expect((await refusal(open())).code).to.equal('HOP_KEYS_NOT_READABLE');
    path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const error = await refusal(open());
    expect(error.code).to.equal('HOP_KEYS_NOT_READABLE');
    expect(error.message).to.contain('it is no file');
  });

  it('are none any more once the file is gone or wrong, and are there again once it is right', async () => {
    await writeFile(path, key);
    const keys = open();
    await keys();
    await rm(path);
    second();
    expect((await refusal(keys)).code).to.equal('HOP_KEYS_NOT_READABLE');
    at += 500;
    expect((await refusal(keys)).code, 'without another look').to.equal('HOP_KEYS_NOT_READABLE');
    await writeFile(path, 'whsec_');
    second();
    expect((await refusal(keys)).code).to.equal('HOP_KEYS_INVALID');
    await writeFile(path, key);
    second();
    expect(await keys()).to.deep.equal([key]);
  });

  it('refuse the calls of a container meanwhile, and take them again', async () => {
    await writeFile(path, key);
    const { handle, call } = container({ options: { keys: open() } });
    const ask = async () => (await tell(handle, 'http://hook/events', call())).body.error;
    expect(await ask()).to.equal(undefined);
    await rm(path);
    second();
    expect(await ask()).to.equal('CALL_KEYS_UNAVAILABLE');
    await writeFile(path, key);
    second();
    expect(await ask()).to.equal(undefined);
  });

  it('are looked for before the server listens, and a fault says who named the file', async () => {
    const environment = { GANGWAY_KEYS_FILE: path, GANGWAY_PORT: '0' };
    const error = await toServeOptions(readSettings({ environment })).catch((reason) => reason);
    expect(error).to.be.instanceOf(CompositionError).with.property('code', 'OPTION_INVALID');
    expect(error.message)
      .to.match(/^GANGWAY_KEYS_FILE: /)
      .and.contain('ENOENT');
    await writeFile(path, key);
    const options = await toServeOptions(readSettings({ environment }));
    const server = await serve(sampleHook().hook, options);
    await server.close();
  });
});
