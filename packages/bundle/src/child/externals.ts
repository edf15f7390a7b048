import * as modules from 'node:module';
import { pathToFileURL } from 'node:url';

/** From now on a package that a bundle left outside is found where the bundle's source finds it. */
export function findExternalsFrom(source: string): void {
  const parentURL = pathToFileURL(source).href;
  // Node 22.15 and 24 have it; where it is missing, a bundle that leaves packages outside must lie beside them.
  modules.registerHooks?.({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (/^[./]/.test(specifier)) throw error;
        return next(specifier, { ...context, parentURL });
      }
    },
  });
}
