// Imports a bundled module as Lambda would, and tells what its handler is. usage: describe-program <module> <source>

import { pathToFileURL } from 'node:url';
import { functionDescription } from '@gangway/core';
import { findExternalsFrom } from './externals.js';
import { blockNetwork } from './no-network.js';
import { report } from './report.js';

const [, , module = '', source = ''] = process.argv;
blockNetwork();
findExternalsFrom(source);
process.on('uncaughtException', (error) => report({ fault: toFault(error) }));
process.on('unhandledRejection', (error) => report({ fault: toFault(error) }));

interface Loaded {
  readonly handler?: unknown;
  readonly hook?: { describe?(): { readonly permissions: readonly unknown[] } };
}

try {
  const { handler, hook }: Loaded = await import(pathToFileURL(module).href);
  // A rejection that nobody waits for is told when all that was begun with the module has had its turn; Lambda ends by it.
  await new Promise((done) => setImmediate(done));
  report({ described: functionDescription(handler) ?? describedBeside(handler, hook) ?? null });
} catch (error) {
  report({ fault: toFault(error) });
}

/** A wrapped handler says nothing of itself; the hook that its file exports beside it does. */
function describedBeside(handler: unknown, hook: Loaded['hook']) {
  const described = typeof handler === 'function' ? hook?.describe?.() : undefined;
  return described && { kind: 'hook', permissions: described.permissions, hook: described };
}

function toFault(error: unknown) {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' };
  const { name, message, stack = '' } = error;
  const { code } = error as { readonly code?: unknown };
  return { name, message, stack, ...(typeof code === 'string' ? { code } : {}) };
}
