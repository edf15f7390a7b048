import type {
  ComposeOptions,
  composeHook,
  composeLifecycle,
  HookDefinition,
} from '@gangway/composition';
import { type ImportedHookFile, isCompositionError, notComposable } from './import-hook-file.js';

/** What composes hooks: the functions of `@gangway/composition`. */
interface Composers {
  readonly composeHook: typeof composeHook;
  readonly composeLifecycle: typeof composeLifecycle;
}

/**
 * The hook file's own: the version that its plugins were written for, and the same instances of its errors. Where the file's
 * place has none, the command's own serve.
 */
export async function composersOf(file: ImportedHookFile): Promise<Composers> {
  const own = await file.importPackage('@gangway/composition');
  if (typeof own?.composeHook === 'function') return own as unknown as Composers;
  return import('@gangway/composition');
}

/** @throws CliFault `HOOK_NOT_COMPOSABLE` */
export function composed<Composed>(
  compose: (definition: HookDefinition, options: ComposeOptions) => Composed,
  definition: HookDefinition,
  options: ComposeOptions,
): Composed {
  try {
    return compose(definition, options);
  } catch (error) {
    throw isCompositionError(error) ? notComposable(error) : error;
  }
}
