import { rm } from 'node:fs/promises';
import { run } from '../command.js';
import type { Engine } from './engine.js';

// Shells, package managers, and what fetches or builds something: whoever gets in finds nothing to go on with.
const unwanted =
  /(^|\/)(sh|bash|dash|ash|zsh|busybox|env|npm|npx|corepack|pnpm|yarn|apt|apt-get|dpkg|apk|rpm|curl|wget|git|perl|python3?)$/;

interface Configuration {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Healthcheck?: { readonly Test: readonly string[] };
  readonly StopSignal?: string;
}

/** What is wrong with an image: what lies in it, and how it starts. */
export async function imageFaults(
  engine: Engine,
  image: string,
  archive: string,
): Promise<string[]> {
  const id = (await engine.docker('create', image)).trim();
  await engine.docker('export', '--output', archive, id);
  await engine.docker('rm', id);
  const list = await run('tar', ['--list', '--verbose', '--file', archive], { cwd: '/' });
  const entries = list.split('\n').filter(Boolean).map(readEntry);
  const files = entries.map(({ path }) => path);
  await rm(archive);
  const config: Configuration = JSON.parse(
    await engine.docker('inspect', '--format', '{{json .Config}}', image),
  );
  return [
    ...files.filter((file) => unwanted.test(file)).map((file) => `the image holds ${file}`),
    ...files
      .filter(
        (file) =>
          file.includes('node_modules/') || /(^|\/)(hook|container|emulator)\.ts$/.test(file),
      )
      .slice(0, 3)
      .map((file) => `the image holds ${file}, which was needed to build it`),
    ...entries.filter(isLoose).map(({ mode, path }) => `the image holds ${path} (${mode})`),
    ...(files.includes('app/container.mjs') ? [] : ['the image holds no app/container.mjs']),
    ...configurationFaults(config),
  ];
}

/** A line such as `-rwxr-xr-x 0/0 126595440 2026-01-01 00:00 usr/local/bin/node`. */
function readEntry(line: string): { readonly mode: string; readonly path: string } {
  const [mode = '', , , , , ...path] = line.split(/\s+/);
  return { mode, path: path.join(' ') };
}

/** Whether a file runs as somebody else than who starts it, or anybody may write it. */
const isLoose = ({ mode, path }: { readonly mode: string; readonly path: string }): boolean =>
  mode.toLowerCase().includes('s') ||
  (mode.startsWith('-') && mode[8] === 'w') ||
  (mode.startsWith('d') && mode[8] === 'w' && path !== 'tmp/');

function configurationFaults(config: Configuration): readonly string[] {
  const wanted: readonly (readonly [string, boolean])[] = [
    ['its user is not a number other than 0', /^[1-9]\d*(:[1-9]\d*)?$/.test(config.User)],
    ['NODE_ENV is not production', config.Env.includes('NODE_ENV=production')],
    ['node is not process 1', config.Entrypoint[0]?.endsWith('/node') === true],
    ['its health check needs a shell', config.Healthcheck?.Test[0] === 'CMD'],
    ['it is not stopped by SIGTERM', config.StopSignal === 'SIGTERM'],
  ];
  return wanted.filter(([, holds]) => !holds).map(([fault]) => `the image: ${fault}`);
}
