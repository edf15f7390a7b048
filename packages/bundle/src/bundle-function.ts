import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type BundleManifest, manifestFile, zipFile } from '@gangway/deployment';
import { moduleFile } from './build/build-module.js';
import { bundleHook } from './bundle-hook.js';
import { type BundleOptions, checkOptions } from './bundle-options.js';
import type { BundleWarning } from './bundle-warning.js';
import { describeModule } from './child/describe-module.js';
import { loadTime } from './child/load-time.js';
import { type OutputFolder, openOutputFolder } from './folder/output-folder.js';
import { writeFiles } from './folder/write-files.js';
import { sourceFile } from './source-file.js';
import { toManifest } from './to-manifest.js';
import { zip } from './zip.js';

/** A bundle, as it lies in its folder. */
export interface BundleResult {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: BundleManifest;
  readonly warnings: readonly BundleWarning[];
  /** Of the module, minified. */
  readonly bytes: number;
  /** Path of what is uploaded, absolute. */
  readonly zip: string;
  readonly zipBytes: number;
  /** What a fresh Node of this machine takes to import the module: the median of five, in milliseconds. */
  readonly loadMs?: number;
}

/**
 * Makes one file for AWS Lambda of a file that exports a handler or a hook, with its source map and what it reads, a zip of all
 * of them, and a manifest that tells what the function is and weighs. The same sources give the same bytes.
 *
 * @throws GangwayError with one of the codes in `bundleFaults`; then nothing in the folder has changed
 * @see docs/bundle.md
 * @example
 * const { manifest, warnings } = await bundleFunction({ file: 'hook.ts', out: 'dist' });
 * manifest.function.kind; // 'hook'
 */
export async function bundleFunction(options: BundleOptions): Promise<BundleResult> {
  checkOptions('bundleFunction', options);
  return makeBundle(options, { timed: true });
}

/** As {@link bundleFunction}; the time of the load, which takes a second or two to measure, only where it is wanted. */
export async function makeBundle(
  options: BundleOptions,
  { timed }: { readonly timed: boolean },
): Promise<BundleResult> {
  const source = await sourceFile(options.file);
  const output = await openOutputFolder(options.out, source);
  try {
    return await fillWith(options, source, output, timed);
  } finally {
    await output.close();
  }
}

async function fillWith(
  options: BundleOptions,
  source: string,
  output: OutputFolder,
  timed: boolean,
): Promise<BundleResult> {
  const { file, environment = {}, progress = () => {}, signal } = options;
  progress('bundling');
  const { files, weights, warnings, bytes } = await bundleHook(options);
  signal?.throwIfAborted();

  await writeFiles(output.stage, files);
  const module = join(output.stage, moduleFile);
  const question = { module, source, file, environment, signal };
  progress('loading it as Lambda does');
  const [described, again] = await Promise.all([
    describeModule(question),
    describeModule(question),
  ]);
  if (timed) progress('measuring the load');
  const loadMs = timed ? await loadTime(question) : undefined;

  progress('packing');
  const packed = zip(files);
  const manifest = toManifest(described, files, weights);
  const name = zipFile(manifest.function.kind);
  signal?.throwIfAborted();
  await output.fill([
    // First of all: whoever comes in between finds that the rest is another.
    { path: manifestFile, data: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    ...files,
    { path: name, data: packed },
  ]);
  return {
    folder: output.path,
    manifest,
    warnings: isDeepStrictEqual(described, again) ? warnings : [...warnings, unsteady(file)],
    bytes,
    zip: join(output.path, name),
    zipBytes: packed.length,
    ...(loadMs === undefined ? {} : { loadMs }),
  };
}

const unsteady = (file: string): BundleWarning => ({
  code: 'DESCRIPTION_CHANGES',
  message: `${file} says something else of itself each time it is loaded, and the manifest holds only one of it. Have options and permissions hang on the environment alone.`,
});
