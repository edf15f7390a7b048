import type { FunctionDescription } from '@gangway/core';
import type { BundleManifest } from '@gangway/deployment';
import { sha256 } from './folder/sha256.js';
import { makers } from './makers.js';
import type { Weights } from './weigh/weigh.js';
import type { PlainFile } from './zip.js';

/** What a bundle tells of itself. */
export function toManifest(
  described: FunctionDescription,
  files: readonly PlainFile[],
  { eager, lazy }: Weights,
): BundleManifest {
  // Data alone: what came over from the child that loaded the module.
  const { kind, permissions, hook } = described;
  return {
    format: 1,
    handler: 'index.handler',
    function: {
      kind,
      permissions: permissions.map(({ action, resource }) => ({ action, resource })),
      ...(hook === undefined ? {} : { hook: { ...hook } }),
    },
    files: files.map(({ path, data }) => ({ path, bytes: data.length, sha256: sha256(data) })),
    eager: [...eager],
    lazy: [...lazy],
    madeBy: makers(),
  };
}
