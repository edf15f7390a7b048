// Stryker's runner asks for Mocha's command-line modules without an ending, and since Mocha 12 they end with .cjs.
// Goes once this is released: https://github.com/stryker-mutator/stryker-js/pull/6205
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    next(/\/mocha\/lib\/cli\/[a-z-]+$/.test(specifier) ? `${specifier}.cjs` : specifier, context),
});
