import type { Plugin } from 'esbuild';

const namespace = 'gangway-external';

/**
 * Lets a package that stays outside be loaded when the source loads it. Of a module behind an `import()`, esbuild would put the
 * imports of such packages at the top of the one file that all is in: they would load at the start, and where they are
 * missing nothing would. A `require` stays where it is.
 *
 * @param isEager whether a source, by its absolute path, runs at the start anyway
 */
export function lazyExternals(
  external: readonly string[],
  isEager: (file: string) => boolean,
): Plugin {
  return {
    name: namespace,
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) =>
        kind === 'import-statement' && isOutside(path, external) && !isEager(importer)
          ? { path, namespace }
          : undefined,
      );
      onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
      }));
    },
  };
}

/** As esbuild reads its `external`: `*` stands for anything, and a package for what is in it. */
const isOutside = (path: string, external: readonly string[]): boolean =>
  external.some((name) => {
    const [before = '', after] = name.split('*');
    return after === undefined
      ? path === name || path.startsWith(`${name}/`)
      : path.length >= name.length - 1 && path.startsWith(before) && path.endsWith(after);
  });
