import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { fileState } from './file-state.js';

/**
 * Tells of each file that is imported from now on, but for those of packages. The state is that before it is read, so that
 * a change in that moment is seen as one.
 *
 * Node has hooks of this kind since 22.15; an older one tells of nothing.
 *
 * @see https://nodejs.org/api/module.html#moduleregisterhooksoptions
 */
export function reportImports(report: (file: string, state: string) => void): void {
  const hooks: Partial<Pick<typeof nodeModule, 'registerHooks'>> = nodeModule;
  hooks.registerHooks?.({
    load(url, context, nextLoad) {
      const file = ownFile(url);
      if (file !== undefined) report(file, fileState(file));
      return nextLoad(url, context);
    },
  });
}

function ownFile(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined;
  // What loads TypeScript puts a query behind some addresses.
  const file = fileURLToPath(url.replace(/[?#].*$/, ''));
  return /[\\/]node_modules[\\/]/.test(file) ? undefined : file;
}
