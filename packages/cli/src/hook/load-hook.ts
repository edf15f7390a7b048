import { resolve } from 'node:path';
import type { ComposeOptions, Hook, HookDefinition } from '@gangway/composition';
import { CliFault } from '../cli-fault.js';
import { assertFile } from '../terminal/read-input.js';
import {
  type ImportedHookFile,
  importHookFile,
  isCompositionError,
  notComposable,
} from './import-hook-file.js';

type ComposeHook = (definition: HookDefinition, options?: ComposeOptions) => Hook;

/**
 * Loads a hook file and composes its default export, unless that is a composed hook already.
 *
 * @param path of the hook file, from the working directory
 * @param options what replaces the hook's own ports; a hook that is composed already keeps its own
 * @throws CliFault with a `HOOK_…` code
 * @example const hook = await loadHook('hook.ts');
 */
export async function loadHook(path: string, options: ComposeOptions = {}): Promise<Hook> {
  await assertFile(path, 'HOOK');
  const file = await importHookFile(resolve(path));
  if (!('default' in file.exports)) {
    throw new CliFault(
      'HOOK_HAS_NO_DEFAULT_EXPORT',
      `${path} has no default export. Write: export default defineHook([…]).`,
    );
  }
  const exported = unwrapped(file.exports.default);
  if (isHook(exported)) return exported;
  if (!isDefinition(exported)) {
    throw new CliFault(
      'HOOK_NOT_A_HOOK',
      `The default export of ${path} is no hook. Write: export default defineHook([…]).`,
    );
  }
  return compose(await composeHookOf(file), exported, options);
}

/**
 * The hook file's own `composeHook`: the version that its plugins were written for, and the same instances of its errors.
 * Where the file's place has none, the command's own serves.
 */
async function composeHookOf(file: ImportedHookFile): Promise<ComposeHook> {
  const own = (await file.importPackage('@gangway/composition'))?.composeHook;
  if (typeof own === 'function') return own as ComposeHook;
  return (await import('@gangway/composition')).composeHook;
}

function compose(composeHook: ComposeHook, definition: HookDefinition, options: ComposeOptions) {
  try {
    return composeHook(definition, options);
  } catch (error) {
    throw isCompositionError(error) ? notComposable(error) : error;
  }
}

/** What a CommonJS module with `exports.default` looks like to `import`. */
function unwrapped(exported: unknown): unknown {
  const inner = isObject(exported) ? exported.default : undefined;
  return isHook(inner) || isDefinition(inner) ? inner : exported;
}

const isHook = (value: unknown): value is Hook =>
  isObject(value) &&
  ['decide', 'refuse', 'describe'].every((name) => typeof value[name] === 'function');

const isDefinition = (value: unknown): value is HookDefinition =>
  isObject(value) && Array.isArray(value.plugins) && isObject(value.options);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
