import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** A module that nobody wrote, and how what it imports is found. */
export interface GeneratedEntry {
  readonly stdin: {
    readonly contents: string;
    readonly resolveDir: string;
    readonly sourcefile: string;
  };
  readonly plugin: Plugin;
}

const sourcefile = 'gangway-entry.mjs';
const here = dirname(fileURLToPath(import.meta.url));

/** The handler of a file that exports a hook as default: composes it, where the file has not, and wraps it. */
export function handlerOf(file: string): GeneratedEntry {
  const path = realpathSync(file);
  return {
    stdin: {
      contents: text(`./${basename(path)}`),
      resolveDir: dirname(path),
      sourcefile,
    },
    plugin: {
      name: 'gangway-entry',
      setup: ({ onResolve, resolve }) => {
        // As the hook file would import it; where its package does not have it, as this one does.
        onResolve({ filter: /^@gangway\/(adapter-lambda|composition)$/ }, async (args) => {
          const { path: name, kind, resolveDir, importer, pluginData } = args;
          if (!importer.endsWith(sourcefile) || pluginData === sourcefile) return undefined;
          const found = await resolve(name, { kind, resolveDir, importer, pluginData: sourcefile });
          return found.errors.length === 0
            ? found
            : resolve(name, { kind, resolveDir: here, importer, pluginData: sourcefile });
        });
      },
    },
  };
}

// What is no hook is told apart from a hook that is wired wrongly by the name of its error.
const text = (specifier: string): string => `
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import exported from ${JSON.stringify(specifier)};
const found = [exported, exported?.default].map((hook) =>
  typeof hook?.decide === 'function' ? hook
    : Array.isArray(hook?.plugins) ? composeHook(hook)
    : undefined).find(Boolean);
if (!found) throw Object.assign(new Error(), { name: 'NotAHook' });
export const handler = lambdaHandler(found);
`;
