import { extname } from 'node:path';
import { type Loader, transform } from 'esbuild';

const loaders: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
};
const url = /\bnew URL\((["'`])((?:(?!\1)[^\\])+)\1,import\.meta\.url\)/g;

/**
 * The literals of `new URL('…', import.meta.url)` in a source. esbuild has taken comments and spaces away before it is looked
 * at, so that what is only written about is not found.
 *
 * @param path tells the language
 * @returns none where the source is no program, which esbuild will say by itself
 */
export async function assetLiterals(source: string, path: string): Promise<readonly string[]> {
  if (!source.includes('import.meta.url')) return [];
  const loader = loaders[extname(path)] ?? 'js';
  try {
    const { code } = await transform(source, {
      loader,
      minifyWhitespace: true,
      legalComments: 'none',
      logLevel: 'silent',
    });
    const found = [...code.matchAll(url)].map(([, , literal = '']) => literal);
    return [...new Set(found)].filter((literal) => !literal.includes('${'));
  } catch {
    return [];
  }
}

const gap = String.raw`(?:\s|/\*[\s\S]*?\*/|//[^\n]*\n)*`;

/** The source with one of its literals exchanged. */
export function exchangeLiteral(source: string, literal: string, other: string): string {
  const pattern = new RegExp(
    `(\\bnew${gap}URL${gap}\\(${gap}(["'\`]))${escaped(literal)}(\\2${gap},${gap}import${gap}\\.${gap}meta${gap}\\.${gap}url)`,
    'g',
  );
  return source.replace(pattern, (_, before, __, after) => `${before}${other}${after}`);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
