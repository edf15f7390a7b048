import { fileURLToPath } from 'node:url';
import type { FunctionCode } from '../function/function-options.js';

/** The programs that constructs bring themselves, compiled and beside this one. */
export const ownCode = (name: 'hook-proxy' | 'lifecycle-proxy'): FunctionCode => ({
  entry: fileURLToPath(new URL(`../functions/${name}.js`, import.meta.url)),
  // Lambda's runtime has the SDK, and whoever synthesises need not have it.
  external: ['@aws-sdk/*'],
});
