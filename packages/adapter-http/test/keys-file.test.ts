import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { keysOfFile } from '../dist/settings/keys-file.js';
import { parseKeysText } from '../dist/settings/parse-keys-text.js';
import { key, newKey } from './caller.js';

const next = newKey();

describe('a text with keys', () => {
  for (const [what, text, texts] of [
    ['a key', key, [key]],
    ['a key a line', `${key}\n${next}\n`, [key, next]],
    ['lines of Windows, blanks and empty ones', `\uFEFF ${key} \r\n\r\n${next}\r\n`, [key, next]],
    ['a JSON array', JSON.stringify([key, next], undefined, 2), [key, next]],
  ] as const) {
    it(`is read: ${what}`, () => {
      expect(parseKeysText(text)).to.deep.equal({ kind: 'keys', texts });
    });
  }

  for (const [what, text, why] of [
    ['nothing', ' \n', 'it holds no key'],
    ['a comment', `${key}\n# old\n`, 'line 2: '],
    ['two keys on a line', `${key} ${next}`, 'line 1: '],
    ['JSON that breaks off', `["${key}"`, 'it begins like a JSON array, and is none'],
    ['an array without keys', '[]', '1 to 8'],
    ['an array with something else', `["${key}", 7]`, 'whsec_'],
    ['an object', JSON.stringify({ keys: [key] }), 'line 1: '],
    ['nine keys', `${key}\n`.repeat(9), '1 to 8'],
  ] as const) {
    it(`is refused, and not quoted: ${what}`, () => {
      const reading = parseKeysText(text);
      expect(reading.kind).to.equal('fault');
      expect(JSON.stringify(reading)).to.contain(why).and.not.contain(key.slice(6, 14));
    });
  }
});

describe('a file of keys', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-keys-'));
    path = join(folder, 'keys');
    await writeFile(path, `${key}\n`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const opened = async (at = path) => {
    const clock = fakeClock();
    return { clock, keys: await keysOfFile(at, clock) };
  };
  const rejected = async (promise: Promise<unknown>): Promise<{ code?: string; message: string }> =>
    promise.then(
      () => Promise.reject(new Error('it was taken')),
      (error: Error) => error,
    );

  it('is read once while it does not change', async () => {
    const { clock, keys } = await opened();
    const first = keys();
    expect(first).to.deep.equal([key]);
    clock.advance(5_000);
    // The same array, so that no key is made ready a second time.
    expect(await keys()).to.equal(first);
  });

  it('is read again when it has changed, at most a second later', async () => {
    const { clock, keys } = await opened();
    await writeFile(path, `${next}\n${key}\n`);
    clock.advance(999);
    expect(await keys()).to.deep.equal([key]);
    clock.advance(1);
    expect(await keys()).to.deep.equal([next, key]);
  });

  it('is looked at once for all who ask meanwhile', async () => {
    const { clock, keys } = await opened();
    clock.advance(1_000);
    expect(keys()).to.equal(keys());
  });

  it('is told from one of the same length that was put in its place', async () => {
    const { clock, keys } = await opened();
    await writeFile(`${path}.new`, `${next}\n`);
    await rename(`${path}.new`, path);
    clock.advance(1_000);
    expect(await keys()).to.deep.equal([next]);
  });

  it('is followed through the links of a mounted Kubernetes secret', async () => {
    // As the kubelet does it: keys → ..data/keys, ..data → a folder of the version, turned by a rename.
    const version = async (name: string, text: string) => {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'hop'), text);
      await symlink(name, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await version('..1', key);
    const mounted = join(folder, 'hop');
    await symlink(join('..data', 'hop'), mounted);
    const { clock, keys } = await opened(mounted);
    await version('..2', next);
    await rm(join(folder, '..1'), { recursive: true });
    clock.advance(1_000);
    expect(await keys()).to.deep.equal([next]);
  });

  it('gives no key while it is gone or wrong, and does again as soon as it is right', async () => {
    const { clock, keys } = await opened();
    const fault = async () => (await rejected(Promise.resolve(keys()))).message;
    clock.advance(1_000);
    await rm(path);
    expect(await fault()).to.equal(`${path} is not there.`);
    await writeFile(path, `${key.slice(0, -3)}\n`);
    expect(await fault())
      .to.contain('line 1: ')
      .and.not.contain(key.slice(6, 14));
    await writeFile(path, '');
    expect(await fault()).to.contain('holds no key');
    await writeFile(path, next);
    expect(await keys()).to.deep.equal([next]);
  });

  it('is refused at the start when it cannot be read', async () => {
    const missing = await rejected(opened(`${path}s`));
    expect(missing).to.include({ code: 'HOP_KEYS_FILE', message: `${path}s is not there.` });
    expect((await rejected(opened(folder))).message).to.equal(`${folder} is no regular file.`);
    await writeFile(path, ' '.repeat(16_385));
    expect((await rejected(opened())).message).to.contain('16384 octets');
  });

  it('is refused at the start when it may not be read', async function () {
    await chmod(path, 0);
    if (process.getuid?.() === 0) {
      console.log('      skipped: root may read every file');
      this.skip();
    }
    expect((await rejected(opened())).message).to.contain('EACCES');
  });
});
