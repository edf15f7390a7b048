import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { type OriginOf, slashed } from '../build/origin.js';
import type { BundleWarning } from '../bundle-warning.js';
import { assetDoubts } from './asset-doubts.js';
import { assetLiterals, exchangeLiteral } from './asset-literals.js';
import { assetName } from './asset-name.js';

/** A file that the program reads. */
export interface Asset {
  /** In the bundle, with `/`. */
  readonly path: string;
  readonly data: Uint8Array;
}

interface Assets {
  readonly plugin: Plugin;
  /** The texts of the sources that were changed, by their paths. */
  readonly originals: ReadonlyMap<string, string>;
  /** To be asked when esbuild is done. */
  found(): Promise<{
    readonly assets: readonly Asset[];
    readonly warnings: readonly BundleWarning[];
  }>;
}

interface Named {
  /** As the source writes it. */
  readonly literal: string;
  readonly file: string;
  readonly importer: string;
}

/** Finds `new URL('./file', import.meta.url)` in a program's own files, and has it point at where the file is in the bundle. */
export function createAssets(
  entry: string,
  originOf: OriginOf,
  without: readonly string[],
): Assets {
  const originals = new Map<string, string>();
  const named: Named[] = [];
  const unused = new Set(without);
  const nameOf = (file: string) => assetName(file, dirname(entry), originOf);

  const isWithout = (literal: string, file: string): boolean => {
    const names = new Set([plain(literal), nameOf(file)]);
    const given = without.filter((name) => names.has(plain(name)));
    for (const name of given) unused.delete(name);
    return given.length > 0;
  };

  async function rewritten(path: string): Promise<string | undefined> {
    const source = await readFile(path, 'utf8');
    let text = source;
    for (const literal of await assetLiterals(source, path)) {
      const file = fileOf(literal, path);
      if (file === undefined || isWithout(literal, file)) continue;
      named.push({ literal, file, importer: originOf(path).path });
      if (!(await isFile(file))) continue;
      const target = `./${encodeURI(nameOf(file))}`;
      if (target !== literal && target !== `./${literal}`) {
        text = exchangeLiteral(text, literal, target);
      }
    }
    if (text === source) return undefined;
    originals.set(path, source);
    return text;
  }

  return {
    plugin: {
      name: 'gangway-assets',
      setup: ({ onLoad }) =>
        onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
          if (slashed(path).includes('/node_modules/')) return undefined;
          const contents = await rewritten(path);
          return contents === undefined ? undefined : { contents, loader: 'default' };
        }),
    },
    originals,
    async found() {
      const warnings: BundleWarning[] = [...unused].map((name) => ({
        code: 'WITHOUT_UNUSED',
        message: `${name} is no asset of this source, so there was nothing to leave out.`,
      }));
      const assets = new Map<string, Asset>();
      for (const { literal, file, importer } of named.sort(byFile)) {
        const path = nameOf(file);
        if (assets.has(path)) continue;
        const read = await readAsset(file);
        if (read instanceof Uint8Array) {
          assets.set(path, { path, data: read });
          warnings.push(...assetDoubts(path, read));
        } else {
          const message = `${importer} names ${literal}, which is ${read.what}; it was left out. Where that is meant, say so with --without ${literal} (option "without").`;
          warnings.push({ code: read.code, message });
        }
      }
      return { assets: [...assets.values()].sort(byPath), warnings };
    },
  };
}

const plain = (name: string): string => name.replace(/^\.\//, '');

// Sources are loaded in an order of chance.
const byFile = (a: Named, b: Named): number =>
  `${a.file}\0${a.importer}` < `${b.file}\0${b.importer}` ? -1 : 1;
const byPath = (a: Asset, b: Asset): number => (a.path < b.path ? -1 : 1);

/** The file that a literal means beside a source; `undefined` of the URL of something else. */
function fileOf(literal: string, source: string): string | undefined {
  try {
    const url = new URL(literal, pathToFileURL(source));
    return url.protocol === 'file:' ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

type NotRead = { readonly code: 'ASSET_MISSING' | 'ASSET_IS_FOLDER'; readonly what: string };

async function readAsset(file: string): Promise<Buffer | NotRead> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return code === 'EISDIR'
      ? { code: 'ASSET_IS_FOLDER', what: 'a folder' }
      : { code: 'ASSET_MISSING', what: code === 'ENOENT' ? 'not there' : `not readable (${code})` };
  }
}
