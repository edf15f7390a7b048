import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildModule } from '@gangway/bundle';

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
export const bundleExample = (outFolder: string): Promise<Bundle> => bundle(lambda, outFolder);

/** Puts the example's list of devices beside a bundle that reads it. */
export async function copyDevices(folder: string): Promise<void> {
  await copyFile(new URL('devices.csv', lambda), join(folder, 'devices.csv'));
}

/**
 * Bundles a program as `gangway bundle` does a function: `index.mjs`, with what it reads beside it. It need be no handler.
 *
 * @param external packages that stay outside
 */
export async function bundle(
  entry: URL,
  outFolder: string,
  external: readonly string[] = [],
): Promise<Bundle> {
  const file = join(outFolder, 'index.mjs');
  const { code, assets } = await buildModule(fileURLToPath(entry), { external });
  await mkdir(outFolder, { recursive: true });
  await writeFile(file, code);
  for (const { path, data } of assets) {
    await mkdir(dirname(join(outFolder, path)), { recursive: true });
    await writeFile(join(outFolder, path), data);
  }
  return { file, bytes: code.length };
}
