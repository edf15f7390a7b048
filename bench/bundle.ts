import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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

/** Bundles a program into one minified ECMAScript module for the Node that runs the workspace, `index.mjs`. */
export async function bundle(entry: URL, outFolder: string): Promise<Bundle> {
  await mkdir(outFolder, { recursive: true });
  const file = join(outFolder, 'index.mjs');
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'esnext',
    format: 'esm',
    // CommonJS packages inside ask for Node's modules by require, which a module has not.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return { file, bytes: (await stat(file)).size };
}
