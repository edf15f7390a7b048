import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the workspace, by its path in it. */
export const inWorkspace = (path: string): string =>
  fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A folder of a test's own. */
export interface Scratch {
  readonly folder: string;
  /** Writes a file, and gives its path. */
  write(path: string, text: string | Uint8Array): Promise<string>;
}

/** Runs a test in a folder that has the packages of an example, and is gone afterwards. */
export async function inScratch(
  work: (scratch: Scratch) => Promise<void>,
  example = 'device-claims',
): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'gangway-bundle-')));
  const write = async (path: string, text: string | Uint8Array) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  try {
    await write('package.json', '{ "name": "scratch", "type": "module" }');
    await symlink(inWorkspace(`examples/${example}/node_modules`), join(folder, 'node_modules'));
    await work({ folder, write });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A hook that allows whoever comes with an event that holds together, and what else its file says. */
export const hookText = (more = ''): string => `
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook, defineHook } from '@gangway/composition';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
${more}
export const handler = lambdaHandler(composeHook(defineHook([eventIntegrity()])));
`;
