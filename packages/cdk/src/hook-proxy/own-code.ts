import { fileURLToPath } from 'node:url';

/** The programs that constructs bring themselves, compiled and beside this one. */
export const ownCode = (name: 'hook-proxy' | 'lifecycle-proxy'): { readonly entry: string } => ({
  entry: fileURLToPath(new URL(`../functions/${name}.js`, import.meta.url)),
});
