import { resolve } from 'node:path';
import type { Hook, HookDefinition } from '@gangway/composition';
import { CliFault } from '../cli-fault.js';
import { assertFile } from '../terminal/read-input.js';
import { type ImportedHookFile, importHookFile } from './import-hook-file.js';

/** A hook file, and what its default export is. */
export interface OpenHookFile extends ImportedHookFile {
  readonly exported:
    | { readonly kind: 'composed'; readonly hook: Hook }
    | { readonly kind: 'defined'; readonly definition: HookDefinition };
}

/**
 * Imports a hook file, and sees what its default export is. Nothing is composed yet.
 *
 * @param path of the hook file, from the working directory
 * @throws CliFault with a `HOOK_…` code
 */
export async function openHookFile(path: string): Promise<OpenHookFile> {
  await assertFile(path, 'HOOK');
  const file = await importHookFile(resolve(path));
  if (!('default' in file.exports)) {
    throw new CliFault(
      'HOOK_HAS_NO_DEFAULT_EXPORT',
      `${path} has no default export. Write: export default defineHook([…]).`,
    );
  }
  const exported = unwrapped(file.exports.default);
  if (isHook(exported)) return { ...file, exported: { kind: 'composed', hook: exported } };
  if (isDefinition(exported)) {
    return { ...file, exported: { kind: 'defined', definition: exported } };
  }
  throw new CliFault(
    'HOOK_NOT_A_HOOK',
    `The default export of ${path} is no hook. Write: export default defineHook([…]).`,
  );
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
