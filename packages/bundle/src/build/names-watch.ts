import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { slashed } from './origin.js';

// `this.name = new.target.name`, `error.constructor.name`, `TableMissing.name`: of a minified class that is another text.
const readsName = /(?:\bconstructor|\bnew\.target|\b[A-Z]\w*)\s*\??\.\s*name\b/;

/** Watches, while a program is bundled, whether its own files read names of classes. */
export function watchNames(): { readonly plugin: Plugin; areRead(): boolean } {
  let read = false;
  return {
    plugin: {
      name: 'gangway-names',
      setup: ({ onLoad }) =>
        onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
          if (slashed(path).includes('/node_modules/')) return undefined;
          read ||= readsName.test(await readFile(path, 'utf8'));
          return undefined;
        }),
    },
    areRead: () => read,
  };
}
