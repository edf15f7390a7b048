import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import { type OriginOf, slashed } from '../build/origin.js';
import { bundleFault } from '../bundle-fault.js';
import type { BundleWarning } from '../bundle-warning.js';
import { assetDoubts } from './asset-doubts.js';
import { encoded, fileOf, isFile, readAsset } from './asset-file.js';
import { assetLiterals, exchangeLiterals } from './asset-literals.js';
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
  // By what they say: a program may have to be bundled twice.
  const named = new Map<string, Named>();
  const doubts = new Map<string, BundleWarning>();
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
    const importer = originOf(path).path;
    const { literals, others } = await assetLiterals(source, path);
    if (others.length > 0) doubts.set(importer, placeLost(importer, others));
    const moved = new Map<string, string>();
    for (const literal of literals) {
      const file = fileOf(literal, path);
      if (file === undefined || isWithout(literal, file)) continue;
      named.set(`${file}\0${importer}\0${literal}`, { literal, file, importer });
      const target = `./${encoded(nameOf(file))}`;
      const stays = target === literal || target === `./${literal}`;
      if (!stays && (await isFile(file))) moved.set(literal, target);
    }
    if (moved.size === 0) return undefined;
    originals.set(path, source);
    return moveAssets(source, path, importer, moved);
  }

  return {
    plugin: {
      name: 'gangway-assets',
      setup: ({ onLoad }) =>
        onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
          if (slashed(path).includes('/node_modules/')) return undefined;
          try {
            const contents = await rewritten(path);
            return contents === undefined ? undefined : { contents, loader: 'default' };
          } catch (error) {
            if (error instanceof AssetStuck) return { errors: [{ text: error.message }] };
            throw error;
          }
        }),
    },
    originals,
    async found() {
      const warnings: BundleWarning[] = [...unused].map((name) => ({
        code: 'WITHOUT_UNUSED',
        message: `${name} is no asset of this source, so there was nothing to leave out.`,
      }));
      warnings.push(...sorted(doubts));
      const assets = new Map<string, Asset>();
      for (const { literal, file, importer } of sorted(named)) {
        const path = nameOf(file);
        const read = await readAsset(file);
        const other = assets.get(path);
        if (other !== undefined) {
          if (!(read instanceof Uint8Array && read.equals(other.data)))
            throw doubled(path, literal);
        } else if (read instanceof Uint8Array) {
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

/** A source with its URLs changed, every one of them. */
async function moveAssets(
  source: string,
  path: string,
  importer: string,
  moved: ReadonlyMap<string, string>,
): Promise<string> {
  const text = exchangeLiterals(source, moved);
  const { literals } = await assetLiterals(text, path);
  const left = new Set(literals).difference(new Set(moved.values()));
  const stuck = [...moved.keys()].find((literal) => left.has(literal));
  if (stuck !== undefined) throw new AssetStuck(importer, stuck);
  return text;
}

/** The URL of an asset that moves can only be changed where it stands as it is. */
class AssetStuck extends Error {
  constructor(importer: string, literal: string) {
    super(
      `${importer} names the asset ${literal}, in a form that cannot be changed to where it is in the bundle: write new URL('${literal}', import.meta.url), without escapes, parentheses and types inside`,
    );
  }
}

const placeLost = (importer: string, others: readonly string[]): BundleWarning => ({
  code: 'PLACE_LOST',
  message: `${importer} asks where it lies (${others.join(', ')}), which in the bundle is another place: name a file by new URL('./file', import.meta.url), and it is there.`,
});

const doubled = (path: string, literal: string) =>
  bundleFault(
    'SOURCE_NOT_BUNDLED',
    `Two assets of different content would both be ${path} in the bundle; one of them is ${literal}. Give one another name.`,
  );

const plain = (name: string): string => name.replace(/^\.\//, '');

// Sources are loaded in an order of chance.
const sorted = <T>(all: ReadonlyMap<string, T>): readonly T[] =>
  [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
const byPath = (a: Asset, b: Asset): number => (a.path < b.path ? -1 : 1);
