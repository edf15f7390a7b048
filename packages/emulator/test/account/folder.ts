import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for a suite's files, gone after it. */
export function useFolder(): (name?: string) => string {
  let folder: string;
  let files = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gangway-account-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  return (name = `${++files}.db`) => join(folder, name);
}
