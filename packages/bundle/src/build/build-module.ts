import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BuildOptions, type BuildResult, build, type Metafile, type Plugin } from 'esbuild';
import { type Asset, createAssets } from '../assets/assets.js';
import type { BundleWarning } from '../bundle-warning.js';
import { toBundleFault, toWarnings } from './esbuild-fault.js';
import type { GeneratedEntry } from './generated-entry.js';
import { lazyExternals } from './lazy-externals.js';
import { watchNames } from './names-watch.js';
import { type OriginOf, originsFrom, ownFolder } from './origin.js';
import { plainSourceMap } from './source-map.js';

/** A program as one module, not written yet. */
export interface BuiltModule {
  readonly code: Uint8Array;
  /** Its source map. */
  readonly map: Uint8Array;
  readonly assets: readonly Asset[];
  readonly warnings: readonly BundleWarning[];
  /** What esbuild tells of it, with paths from `folder`. */
  readonly metafile: Metafile;
  /** The folder of the program's own package. */
  readonly folder: string;
  readonly originOf: OriginOf;
}

export interface BuildModuleOptions {
  /** Packages that stay outside. */
  readonly external?: readonly string[];
  /** Assets to leave out. */
  readonly without?: readonly string[];
  /** What is bundled instead of the file itself. */
  readonly entry?: GeneratedEntry;
}

/** The name of the module, as it is written. */
export const moduleFile = 'index.mjs';
// Nothing is written there. The module's own folder, so that esbuild does not take a source of this name for its output.
const outFolder = '.gangway-bundle';

/**
 * Bundles a program into one minified ECMAScript module for Node 24, with its source map. The same sources give the same
 * bytes in whatever folder they lie.
 *
 * @param file TypeScript or JavaScript
 * @throws GangwayError `SOURCE_NOT_BUNDLED`
 * @example
 * const { assets } = await buildModule('hook.ts', { external: ['@aws-sdk/*'] });
 * assets.map(({ path }) => path); // ['devices.csv']
 */
export async function buildModule(
  file: string,
  options: BuildModuleOptions = {},
): Promise<BuiltModule> {
  const path = await realpath(file);
  const folder = ownFolder(path);
  const originOf = originsFrom(folder);
  const assets = createAssets(path, originOf, options.without ?? []);
  const names = watchNames();
  const lazy = await externalsOf(file, folder, options);
  const plugins = [...lazy, names.plugin, assets.plugin];
  const settings = moduleSettings(path, folder, options, plugins);
  const made = await orFault(file, asNeeded({ ...settings, sourcemap: 'linked' }, names.areRead));
  const [map, code] = [textOf(made, '.map'), textOf(made, moduleFile)];
  const plain = plainSourceMap(map, join(folder, outFolder), originOf, assets.originals);
  const found = await assets.found();
  return {
    code: Buffer.from(code),
    map: Buffer.from(plain),
    assets: found.assets,
    warnings: [...toWarnings(made.warnings, file), ...found.warnings],
    metafile: made.metafile,
    folder,
    originOf,
  };
}

/** What a file exports, by name; of a CommonJS module `default` alone. */
export async function exportsOf(
  file: string,
  { external = [] }: BuildModuleOptions,
): Promise<readonly string[]> {
  const path = await realpath(file);
  const settings = moduleSettings(path, ownFolder(path), { external }, []);
  const { metafile } = await orFault(file, build(settings));
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

/** What esbuild still holds of a module when dynamic imports lead outside: what Node runs while the module loads. */
export async function withoutDynamicImports(
  file: string,
  options: BuildModuleOptions,
): Promise<Metafile> {
  const path = await realpath(file);
  const settings = moduleSettings(path, ownFolder(path), options, [dynamicOutside]);
  return (await orFault(file, build(settings))).metafile;
}

async function externalsOf(
  file: string,
  folder: string,
  options: BuildModuleOptions,
): Promise<readonly Plugin[]> {
  const { external = [] } = options;
  if (external.length === 0) return [];
  const { inputs } = await withoutDynamicImports(file, options);
  const eager = new Set(Object.keys(inputs).map((input) => resolve(folder, input)));
  return [lazyExternals(external, (source) => eager.has(source))];
}

const dynamicOutside: Plugin = {
  name: 'dynamic-imports-outside',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

type Settings = BuildOptions & { readonly metafile: true; readonly write: false };

function moduleSettings(
  path: string,
  folder: string,
  { external = [], entry }: BuildModuleOptions,
  plugins: Plugin[],
): Settings {
  return {
    ...(entry === undefined
      ? { entryPoints: [path], plugins }
      : { stdin: entry.stdin, plugins: [entry.plugin, ...plugins] }),
    // Paths in messages and in the metafile are from here, wherever the command is called.
    absWorkingDir: folder,
    outfile: join(outFolder, moduleFile),
    bundle: true,
    external: [...external],
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Of a package that has both, its ECMAScript modules: of CommonJS esbuild keeps everything. Of an AWS SDK that is half.
    mainFields: ['module', 'main'],
    // At the end of the file, they would be listed by the paths of this machine.
    legalComments: 'inline',
    metafile: true,
    write: false,
    logLevel: 'silent',
    // What stays an import of a path that only the running program knows, from a place where the source is not.
    logOverride: {
      'unsupported-dynamic-import': 'warning',
      'unsupported-require-call': 'warning',
    },
  };
}

/**
 * CommonJS packages inside ask for Node's modules by `require`, which a module has not; making one costs half a millisecond.
 * To keep the names of classes and functions costs a twelfth of the size. Only who needs them gets them.
 */
async function asNeeded(
  settings: Settings,
  areNamesRead: () => boolean,
): Promise<BuildResult<Settings>> {
  const made = await build(settings);
  const needsRequire = textOf(made, moduleFile).includes('Dynamic require of');
  if (!needsRequire && !areNamesRead()) return made;
  return build({
    ...settings,
    keepNames: areNamesRead(),
    ...(needsRequire ? { banner: { js: makesRequire } } : {}),
  });
}

const makesRequire =
  "import { createRequire as gangwayCreateRequire } from 'node:module'; const require = gangwayCreateRequire(import.meta.url);";

const textOf = ({ outputFiles }: BuildResult<Settings>, end: string): string =>
  outputFiles.find(({ path }) => resolve(path).endsWith(end))?.text ?? '';

async function orFault<T>(file: string, building: Promise<T>): Promise<T> {
  try {
    return await building;
  } catch (error) {
    throw toBundleFault(error, file);
  }
}
