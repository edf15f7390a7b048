import type { Permission } from '@gangway/core';
import type { Construct } from 'constructs';
import { openCode } from '../function/open-code.js';
import type { ContainerOptions } from './container-options.js';

/** What the hook in the container does at AWS: as it was said, or as the hook itself tells it with the container's environment. */
export function hookPermissions(
  scope: Construct,
  { hook, environment }: ContainerOptions,
): readonly Permission[] {
  if ('permissions' in hook) return hook.permissions;
  return openCode(scope, hook, environment, 'hook').manifest.function.permissions;
}
