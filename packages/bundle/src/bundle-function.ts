import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BundleManifest, manifestFile } from '@gangway/deployment';
import { buildModule, exportsOf, moduleFile, withoutDynamicImports } from './build/build-module.js';
import { handlerOf } from './build/generated-entry.js';
import { bundleFault } from './bundle-fault.js';
import { type BundleOptions, checkOptions } from './bundle-options.js';
import type { BundleWarning } from './bundle-warning.js';
import { describeModule } from './child/describe-module.js';
import { loadTime } from './child/load-time.js';
import { openOutputFolder } from './folder/output-folder.js';
import { sha256 } from './folder/sha256.js';
import { zipName } from './folder/zip-name.js';
import { makers } from './makers.js';
import { sourceFile } from './source-file.js';
import { heavyAtStart } from './weigh/heavy-at-start.js';
import { weigh } from './weigh/weigh.js';
import { type PlainFile, zip } from './zip.js';

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
 * const { manifest, warnings } = await bundleFunction({ file: 'lambda.ts', out: 'dist' });
 * manifest.function.kind; // 'hook'
 */
export async function bundleFunction(options: BundleOptions): Promise<BundleResult> {
  checkOptions('bundleFunction', options);
  return makeBundle(options, true);
}

/** @param timed whether the load is measured, which takes a second or two */
export async function makeBundle(options: BundleOptions, timed: boolean): Promise<BundleResult> {
  const { file, out, environment = {}, progress = () => {} } = options;
  const source = await sourceFile(file);
  const output = await openOutputFolder(out, source);
  try {
    progress('bundling');
    const { external = [], without = [] } = options;
    const exported = await exportsOf(file, { external });
    if (!exported.includes('handler') && !exported.includes('default')) throw nothingIn(file);
    const entry = exported.includes('handler') ? {} : { entry: handlerOf(source) };
    const built = await buildModule(file, { external, without, ...entry });
    const start = await withoutDynamicImports(file, { external, ...entry });
    const weights = weigh(built.metafile, start, built);

    const files: readonly PlainFile[] = [
      { path: moduleFile, data: built.code },
      { path: `${moduleFile}.map`, data: built.map },
      ...built.assets,
    ];
    await write(output.stage, files);
    progress('loading it as Lambda would');
    const question = { module: join(output.stage, moduleFile), source, file, environment };
    const described = await describeModule(question);
    const loadMs = timed ? await loadTime(question) : undefined;

    progress('packing');
    const packed = zip(files);
    const manifest: BundleManifest = {
      format: 1,
      handler: 'index.handler',
      function: described as BundleManifest['function'],
      files: files.map(({ path, data }) => ({ path, bytes: data.length, sha256: sha256(data) })),
      eager: [...weights.eager],
      lazy: [...weights.lazy],
      madeBy: makers(),
    };
    const name = zipName(manifest.function.kind);
    const told = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    // The manifest first: whoever comes in between finds that the rest is another.
    await output.fill([{ path: manifestFile, data: told }, ...files, { path: name, data: packed }]);
    return {
      folder: output.path,
      manifest,
      warnings: [...built.warnings, ...heavyAtStart(start, weights, built)],
      bytes: built.code.length,
      zip: join(output.path, name),
      zipBytes: packed.length,
      ...(loadMs === undefined ? {} : { loadMs }),
    };
  } finally {
    await output.close();
  }
}

const nothingIn = (file: string) =>
  bundleFault(
    'HOOK_HAS_NO_EXPORT',
    `${file} exports neither \`handler\` nor a hook. Write: export const handler = lambdaHandler(composeHook(hook)), or: export default defineHook([…]).`,
  );

async function write(folder: string, files: readonly PlainFile[]): Promise<void> {
  for (const { path, data } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), data);
  }
}
