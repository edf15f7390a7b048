import { resolve } from 'node:path';
import type { ComposeOptions, composeLifecycle, Hook, HookDefinition } from '@gangway/composition';
import { ClaimLedger, type Lifecycle, type Token } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import { assertFile } from '../terminal/read-input.js';
import {
  type ImportedHookFile,
  importHookFile,
  isCompositionError,
  notComposable,
} from './import-hook-file.js';

/** A hook file that was imported, before anything of it is composed. */
export interface HookFile {
  /** What it exports as `serve`. */
  readonly settings: unknown;
  /** Whether the hook is composed already, so that nothing of it can be replaced. */
  readonly isComposed: boolean;
  /** Whether a plugin of the definition provides a port. */
  provides(port: Token<unknown>): boolean;
  /** @throws CliFault `HOOK_NOT_COMPOSABLE` */
  compose(options: ComposeOptions): Hook;
  /**
   * What takes presence events; nothing where the hook has no `ClaimLedger`.
   *
   * @throws CliFault `HOOK_NOT_COMPOSABLE`
   */
  composeLifecycle(options: ComposeOptions): Lifecycle | undefined;
}

/**
 * Imports a hook file.
 *
 * @param path from the working directory
 * @param onFile hears of each file that is imported
 * @throws CliFault with a `HOOK_…` code
 */
export async function openHookFile(
  path: string,
  onFile?: (path: string) => void,
): Promise<HookFile> {
  await assertFile(path, 'HOOK');
  const file = await importHookFile(resolve(path), onFile);
  if (!('default' in file.exports)) {
    throw new CliFault(
      'HOOK_HAS_NO_DEFAULT_EXPORT',
      `${path} has no default export. Write: export default defineHook([…]).`,
    );
  }
  const { default: inner, serve: settings } = unwrapped(file.exports);
  if (isHook(inner)) {
    return Object.freeze({
      settings,
      isComposed: true,
      provides: () => false,
      compose: () => inner,
      composeLifecycle: () => undefined,
    });
  }
  if (!isDefinition(inner)) {
    throw new CliFault(
      'HOOK_NOT_A_HOOK',
      `The default export of ${path} is no hook. Write: export default defineHook([…]).`,
    );
  }
  return ofDefinition(inner, settings, await compositionOf(file));
}

function ofDefinition(
  definition: HookDefinition,
  settings: unknown,
  composition: Composition,
): HookFile {
  const provides = (port: Token<unknown>) =>
    definition.plugins.some((plugin) => plugin.provides.some(({ token }) => token === port));
  return Object.freeze({
    settings,
    isComposed: false,
    provides,
    compose: (options: ComposeOptions) =>
      orFault(() => composition.composeHook(definition, options)),
    composeLifecycle: (options: ComposeOptions) =>
      provides(ClaimLedger)
        ? orFault(() => composition.composeLifecycle(definition, options))
        : undefined,
  });
}

interface Composition {
  readonly composeHook: (definition: HookDefinition, options?: ComposeOptions) => Hook;
  readonly composeLifecycle: typeof composeLifecycle;
}

/**
 * The hook file's own `@gangway/composition`: the version that its plugins were written for, and the same instances of its
 * errors. Where the file's place has none, the command's own serves.
 */
async function compositionOf(file: ImportedHookFile): Promise<Composition> {
  const own = await file.importPackage('@gangway/composition');
  return isComposition(own) ? own : await import('@gangway/composition');
}

function orFault<T>(compose: () => T): T {
  try {
    return compose();
  } catch (error) {
    throw isCompositionError(error) ? notComposable(error) : error;
  }
}

/** What a CommonJS module with `exports.default` looks like to `import`. */
function unwrapped(exports: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const outer = exports.default;
  const inner = isObject(outer) ? outer.default : undefined;
  return isObject(outer) && (isHook(inner) || isDefinition(inner)) ? outer : exports;
}

const isComposition = (value: unknown): value is Composition =>
  isObject(value) &&
  ['composeHook', 'composeLifecycle'].every((name) => typeof value[name] === 'function');

const isHook = (value: unknown): value is Hook =>
  isObject(value) &&
  ['decide', 'refuse', 'describe'].every((name) => typeof value[name] === 'function');

const isDefinition = (value: unknown): value is HookDefinition =>
  isObject(value) && Array.isArray(value.plugins) && isObject(value.options);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
