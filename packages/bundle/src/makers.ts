import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { version as esbuild } from 'esbuild';

/** Names and versions of what the bytes of a bundle hang on, beside its sources. */
export const makers = (): Readonly<Record<string, string>> => ({
  '@gangway/bundle': versionIn(new URL('../package.json', import.meta.url)),
  esbuild,
  fflate: versionIn(createRequire(import.meta.url).resolve('fflate/package.json')),
});

function versionIn(file: string | URL): string {
  const { version }: { readonly version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
