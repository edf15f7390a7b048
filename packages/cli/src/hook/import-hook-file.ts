import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CliFault } from '../cli-fault.js';
import { nearestTsconfig } from './nearest-tsconfig.js';

/** What a hook file exports, and what it would import. */
export interface ImportedHookFile {
  readonly exports: Readonly<Record<string, unknown>>;
  /** Imports a package as the hook file would; `undefined` where it could not. */
  importPackage(name: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

const typescript = new Set(['.ts', '.mts', '.cts', '.tsx']);

/**
 * Imports a hook file, TypeScript by tsx.
 *
 * @param path absolute
 * @throws CliFault `HOOK_NOT_LOADABLE`, `HOOK_NOT_COMPOSABLE` where a plugin refuses its options
 */
export async function importHookFile(path: string): Promise<ImportedHookFile> {
  const tsconfig = typescript.has(extname(path)) ? nearestTsconfig(path) : undefined;
  if (typescript.has(extname(path))) await acceptTypescript(tsconfig);
  const { href } = pathToFileURL(path);
  return {
    exports: await importOrFault(path, href, tsconfig),
    async importPackage(name) {
      try {
        return await import(pathToFileURL(createRequire(href).resolve(name)).href);
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * Lets this process import TypeScript. Compiler options such as `experimentalDecorators` come from the tsconfig nearest to
 * the hook, for tsx by itself would look where the command was called.
 */
async function acceptTypescript(tsconfig: string | undefined): Promise<void> {
  // Not tsx's tsImport: it loads each package a second time, and a second copy's errors are nobody's instances.
  const { register } = await import('tsx/esm/api');
  register(tsconfig === undefined ? {} : { tsconfig });
}

async function importOrFault(path: string, href: string, tsconfig: string | undefined) {
  try {
    return (await import(href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (isCompositionError(error)) throw notComposable(error);
    const why = error instanceof Error ? firstLines(error.message) : String(error);
    const hint = /decorators/i.test(why) ? decoratorsHint(tsconfig) : '';
    const where = why.includes(path) ? '' : `${path}: `;
    throw new CliFault('HOOK_NOT_LOADABLE', `${where}${why}${hint}`, { cause: error });
  }
}

const decoratorsHint = (tsconfig: string | undefined): string =>
  tsconfig === undefined
    ? '. Put a tsconfig.json with "experimentalDecorators": true beside the hook.'
    : `. ${tsconfig} must set "experimentalDecorators": true and include the hook file.`;

// esbuild says how many errors there are in a line of its own; the stack of a missing module names who asked for it.
const firstLines = (message: string): string =>
  message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^Transform failed with/.test(line))
    .slice(0, 2)
    .join(' ');

/** A fault of wiring, told by its name: the hook's packages may be other copies than the command's. */
export function isCompositionError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    error.name === 'CompositionError' &&
    typeof (error as { code?: unknown }).code === 'string'
  );
}

export const notComposable = (error: Error & { readonly code: string }): CliFault =>
  new CliFault('HOOK_NOT_COMPOSABLE', `${error.code}: ${error.message}`, { cause: error });
