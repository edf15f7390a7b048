import type { GangwayError } from '@gangway/core';
import type { BuildFailure, Message } from 'esbuild';
import { bundleFault } from '../bundle-fault.js';
import type { BundleWarning } from '../bundle-warning.js';

const mostShown = 3;

/**
 * What esbuild refuses, in one text: where, what, and what helps.
 *
 * @param file as the caller named it
 */
export function toBundleFault(error: unknown, file: string): GangwayError {
  const { errors = [] } = error as Partial<BuildFailure>;
  if (errors.length === 0) {
    const why = error instanceof Error ? error.message : String(error);
    return bundleFault('SOURCE_NOT_BUNDLED', `${file}: ${why}`, { cause: error });
  }
  const shown = errors.slice(0, mostShown).map((message) => told(message, file));
  const rest = errors.length - shown.length;
  const more = rest > 0 ? ` And ${rest} more.` : '';
  return bundleFault('SOURCE_NOT_BUNDLED', `${shown.join(' ')}${more}`, { cause: error });
}

/** What esbuild doubts. */
export const toWarnings = (messages: readonly Message[], file: string): readonly BundleWarning[] =>
  messages.map((message) => ({ code: 'SOURCE_DOUBTFUL', message: place(message, file) }));

const told = (message: Message, file: string): string =>
  `${place(message, file)} ${remedyOf(message.text)}`;

function place({ text, location }: Message, file: string): string {
  const where =
    location === null ? file : `${location.file}:${location.line}:${location.column + 1}`;
  return `${where}: ${text.replace(/\.$/, '')}.`;
}

// The texts are esbuild's; only the advice hangs on them.
function remedyOf(text: string): string {
  if (text.startsWith('Could not resolve')) {
    return 'Install it, mend the path, or list it as external (--external) where the runtime of the function brings it.';
  }
  if (text.startsWith('No loader is configured')) {
    return "List its package as external (--external) and deploy that beside the bundle, or read the file by new URL('./file', import.meta.url).";
  }
  return 'Mend the source.';
}
