import { extname } from 'node:path';
import { type Loader, transform } from 'esbuild';

const loaders: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
};
// What a source asks where it lies by, as marks that no text in it has by chance: esbuild puts them where code is, and nowhere else.
const marks = {
  'import.meta.url': 'gangway_import_meta_url',
  'import.meta.dirname': 'gangway_import_meta_dirname',
  'import.meta.filename': 'gangway_import_meta_filename',
  __dirname: 'gangway_dirname',
  __filename: 'gangway_filename',
} as const;
const url = new RegExp(
  String.raw`\bnew URL\((["'\`])((?:(?!\1)[^\\])+)\1,${marks['import.meta.url']}\)`,
  'g',
);

/** What a source says of files by where it lies itself. */
export interface AssetLiterals {
  /** The literals of `new URL('…', import.meta.url)`. */
  readonly literals: readonly string[];
  /** By what else it asks where it lies, such as `import.meta.dirname`. */
  readonly others: readonly string[];
}

const nothing: AssetLiterals = { literals: [], others: [] };

/**
 * Finds the assets that a source names. Comments and texts are not looked into.
 *
 * @param path tells the language
 * @returns nothing where the source is no program, which esbuild will say by itself
 */
export async function assetLiterals(source: string, path: string): Promise<AssetLiterals> {
  if (!/import\.meta|__(?:dir|file)name/.test(source)) return nothing;
  const loader = loaders[extname(path)] ?? 'js';
  try {
    const { code } = await transform(source, {
      loader,
      minifyWhitespace: true,
      // Not as escapes, for they are names of files.
      charset: 'utf8',
      define: marks,
      legalComments: 'none',
      logLevel: 'silent',
    });
    const found = [...code.matchAll(url)]
      .map(([, , literal = '']) => literal)
      .filter((literal) => !literal.includes('${'));
    const rest = code.replace(url, (whole) => (whole.includes('${') ? whole : ''));
    return {
      literals: [...new Set(found)],
      others: Object.entries(marks).flatMap(([name, mark]) => (rest.includes(mark) ? [name] : [])),
    };
  } catch {
    return nothing;
  }
}

const gap = String.raw`(?:\s|/\*[\s\S]*?\*/|//[^\n]*\n)*`;
const written = new RegExp(
  String.raw`(\bnew${gap}URL${gap}\(${gap}(["'\`]))((?:(?!\2)[^\\])+)(\2${gap},${gap}import${gap}\.${gap}meta${gap}\.${gap}url)`,
  'g',
);

/** The source with its literals exchanged, all at once and as far as they stand there as they are. */
export const exchangeLiterals = (source: string, others: ReadonlyMap<string, string>): string =>
  source.replace(written, (_, before: string, __, literal: string, after: string) => {
    const other = others.get(literal) ?? literal;
    return `${before}${other}${after}`;
  });
