import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { deviceStoreContract } from '@gangway/testing/contracts';

describe('sqlite-device-registry keeps the contracts', () => {
  let folder: string;
  let files = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gangway-sqlite-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  deviceStoreContract('SQLite', (clock) => {
    files += 1;
    return openSqliteStore({ path: join(folder, `${files}.db`), clock, create: true });
  });
});
