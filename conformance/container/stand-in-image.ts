import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../command.js';
import { clientFolder } from '../lambda-client.js';
import type { Engine } from './engine.js';
import { images } from './images.js';

const programs = fileURLToPath(new URL('stand-in', import.meta.url));

/** An image for what `compose.yaml` takes from AWS: the servers of `@gangway/testing`, and Lambda's own runtime client. */
export async function makeStandIn(
  engine: Engine,
  folder: string,
  tarballs: readonly string[],
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await cp(programs, folder, { recursive: true });
  await cp(clientFolder, join(folder, 'client'), { recursive: true, verbatimSymlinks: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await run(
    'npm',
    [
      ...['install', '--no-audit', '--no-fund', '--ignore-scripts', '--install-links'],
      ...tarballs,
      'dynalite@4',
    ],
    { cwd: folder },
  );
  const image = 'gangway-stand-in:conformance';
  await engine.docker(
    ...['build', '--quiet', '--tag', image, '--build-arg', `NODE_IMAGE=${images.node}`, folder],
  );
  return image;
}
