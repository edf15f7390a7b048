import type { FunctionDescription } from '@gangway/core';

const kinds: ReadonlySet<unknown> = new Set<FunctionDescription['kind']>([
  'hook',
  'lifecycle',
  'proxy',
  'lifecycle-proxy',
]);

/** Whether what a module said of its handler is of the form that a manifest has: any file may call its export a hook. */
export function isDescription(value: unknown): value is FunctionDescription {
  const { kind, permissions } = Object(value) as Readonly<Record<string, unknown>>;
  return kinds.has(kind) && Array.isArray(permissions) && permissions.every(isPermission);
}

function isPermission(value: unknown): boolean {
  const { action, resource } = Object(value) as Readonly<Record<string, unknown>>;
  return typeof action === 'string' && typeof resource === 'string';
}
