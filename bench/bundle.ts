import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

export interface Bundle {
  /** Path of the one file. */
  readonly file: string;
  /** Its size, minified. */
  readonly bytes: number;
}

const lambda = new URL(import.meta.resolve('@gangway/example-first-hook/lambda.ts'));

/**
 * Bundles the first example's Lambda function as its docs say, with its list of devices beside it.
 *
 * @param outFolder made if it is not there
 */
export async function bundleExample(outFolder: string): Promise<Bundle> {
  const bundled = await bundle(lambda, outFolder);
  await copyDevices(outFolder);
  return bundled;
}

/** Puts the example's list of devices beside a bundle that reads it. */
export async function copyDevices(folder: string): Promise<void> {
  await copyFile(new URL('devices.csv', lambda), join(folder, 'devices.csv'));
}

/**
 * Bundles a program into one minified ECMAScript module for the Node that runs the workspace, `index.mjs`.
 *
 * @param external packages that stay outside
 */
export async function bundle(
  entry: URL,
  outFolder: string,
  external: readonly string[] = [],
): Promise<Bundle> {
  await mkdir(outFolder, { recursive: true });
  const file = join(outFolder, 'index.mjs');
  const options = {
    entryPoints: [fileURLToPath(entry)],
    outfile: file,
    bundle: true,
    external: [...external],
    minify: true,
    platform: 'node',
    // What Node 24 runs: an older target would have esbuild rewrite expressions and keep what nobody uses.
    target: 'esnext',
    format: 'esm',
    // Of a package that has both, its ECMAScript modules: of CommonJS esbuild keeps everything. Of an AWS SDK that is half.
    mainFields: ['module', 'main'],
    logLevel: 'error',
  } satisfies BuildOptions;
  const { outputFiles } = await build({ ...options, write: false });
  // CommonJS packages inside ask for Node's modules by `require`, which a module has not; making one costs half a
  // millisecond, so only who needs it gets it.
  const asks = outputFiles.some(({ text }) => text.includes('Dynamic require of'));
  await build({ ...options, ...(asks ? { banner: { js: makesRequire } } : {}) });
  return { file, bytes: (await stat(file)).size };
}

const makesRequire =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
