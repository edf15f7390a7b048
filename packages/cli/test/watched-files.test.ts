import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileState } from '../dist/serve/watch/file-state.js';
import { watchedFiles } from '../dist/serve/watch/watched-files.js';

describe('the files of a hook that is watched', () => {
  let folder: string;
  let hook: string;
  let imported: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-watched-'));
    hook = join(folder, 'hook.ts');
    imported = join(folder, 'lib', 'site.ts');
    await mkdir(join(folder, 'lib'));
    for (const file of [hook, imported]) await writeFile(file, '');
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** After a version has read the hook and what it imports. */
  const loaded = () => {
    const files = watchedFiles(hook);
    files.begin();
    for (const file of [hook, imported]) files.reads(file, fileState(file));
    return files;
  };
  const put = (name: string) => writeFile(join(folder, name), 'changed');

  for (const name of ['hook.ts', 'lib/site.ts', 'devices.csv', 'overrides.yaml', 'ca.pem']) {
    it(`have changed with ${name}`, async () => {
      const files = loaded();
      files.serves();
      expect(files.change()).to.equal(undefined);
      await put(name);
      expect(files.change()).to.contain(name);
    });
  }

  for (const name of [
    'claims.db',
    'claims.db-wal',
    'decisions.log',
    'hook.ts~',
    '.hook.ts.swp',
    'other.ts',
    'lib/devices.csv',
  ]) {
    it(`have not changed with ${name}`, async () => {
      const files = loaded();
      files.serves();
      await put(name);
      expect(files.change()).to.equal(undefined);
    });
  }

  it('have changed when one is taken away', async () => {
    const files = loaded();
    files.serves();
    await rm(imported);
    expect(files.change()).to.contain('site.ts');
    await rm(hook);
    expect(files.change()).to.contain('hook.ts');
  });

  it('have changed with what was written after the version read it, though it was not loaded yet', async () => {
    const files = watchedFiles(hook);
    files.begin();
    files.reads(imported, fileState(imported));
    await put('lib/site.ts');
    files.serves();
    expect(files.change()).to.contain('site.ts');
  });

  it('are no longer those that a version before read', async () => {
    const files = loaded();
    files.begin();
    files.reads(hook, fileState(hook));
    files.serves();
    await put('lib/site.ts');
    expect(files.change()).to.equal(undefined);
  });

  it('have changed with any source beside them after a version did not load, and not again', async () => {
    const files = loaded();
    files.failed();
    expect(files.change()).to.equal(undefined);
    await put('lib/missing.ts');
    expect(files.change()).to.contain('missing.ts');
    files.begin();
    files.failed();
    expect(files.change()).to.equal(undefined);
  });
});
