import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import type { BundleWarning } from '../bundle-warning.js';
import { importChain } from './import-chain.js';
import { isStatic, keptInputs } from './metafile.js';
import { type Ground, packageOf, type Weights } from './weigh.js';

/** Minified, and roughly what costs a cold start ten milliseconds. */
const heavyBytes = 100_000;
const isSdk = (name: string): boolean => /^@aws-sdk\/(client|lib)-/.test(name);

/** Warns of what is heavy and loaded at the start, with the imports that lead there. */
export function heavyAtStart(
  start: Metafile,
  { eager, eagerInputs }: Weights,
  ground: Ground,
): readonly BundleWarning[] {
  const heavy = eager.filter(
    ({ name, bytes }) => name !== '.' && (bytes > heavyBytes || isSdk(name)),
  );
  return [
    ...heavy.map(({ name, bytes }) => {
      const inPackage = (input: string) =>
        packageOf(input, ground) === name && eagerInputs.has(input);
      const chain = shown(importChain(start, inPackage), ground);
      return warning(`${name} (${(bytes / 1_000).toFixed(0)} kB)`, chain);
    }),
    ...externalClients(start).map(([name, importer]) => {
      const chain = shown(
        importChain(start, (input) => input === importer),
        ground,
      );
      return warning(`${name} (of the runtime)`, [...chain, name]);
    }),
  ];
}

const warning = (what: string, chain: readonly string[]): BundleWarning => ({
  code: 'HEAVY_AT_START',
  message: `${what} loads before the first request: ${chain.join(' → ')}. Import it by \`await import(…)\` where it is used, in a plugin's \`prepare\`; of Gangway's plugins, each from its own subpath.`,
});

/** AWS SDK clients that stay outside and are asked for at the start, with who does it first. */
function externalClients(start: Metafile): readonly (readonly [string, string])[] {
  const asked = Object.values(start.outputs).flatMap(({ imports }) =>
    imports.flatMap(({ path, kind }) => (isSdk(path) && isStatic(kind) ? [path] : [])),
  );
  const kept = [...keptInputs(start)];
  return [...new Set(asked)].flatMap((name) => {
    const importer = kept.find((input) =>
      start.inputs[input]?.imports.some(({ path, kind }) => path === name && isStatic(kind)),
    );
    return importer === undefined ? [] : [[name, importer] as const];
  });
}

/** Files of the hook by their paths, of packages by their names; each package once. */
function shown(chain: readonly string[], { folder, originOf }: Ground): readonly string[] {
  const names = chain
    .map((input) => originOf(resolve(folder, input)))
    .filter(({ path }) => path !== 'gangway-entry.mjs')
    .map((origin) => (origin.package === '.' ? origin.path : origin.package));
  return names.filter((name, index) => name !== names[index - 1]);
}
