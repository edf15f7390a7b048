import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionDescription, GangwayError } from '@gangway/core';
import { slashed } from '../build/origin.js';
import { bundleFault } from '../bundle-fault.js';
import { isDescription } from './is-description.js';
import { runChild } from './run-child.js';
import { withoutValues } from './without-values.js';

/** What is asked about a module. */
export interface Question {
  /** The bundled module, absolute. */
  readonly module: string;
  /** The file that it was made of, absolute. */
  readonly source: string;
  /** As the caller named that. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

interface Fault {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly stack: string;
}

/** Twice what Lambda gives a function's init: this machine may be slower. */
const initLimitMs = 20_000;

/**
 * Loads a bundled module in a process of its own, as Lambda would, and asks its handler what it is.
 *
 * @throws GangwayError `HOOK_NOT_COMPOSED`, `HOOK_NOT_LOADABLE`, `HOOK_NOT_A_HOOK`, `HOOK_HANGS`, `HOOK_ENDED_EARLY`
 */
export async function describeModule(
  question: Question,
  limitMs = initLimitMs,
): Promise<FunctionDescription> {
  const { file } = question;
  const outcome = await runChild('describe-program', question, limitMs);
  const { described, fault } = (outcome.report ?? {}) as {
    readonly described?: unknown;
    readonly fault?: Fault;
  };
  if (isDescription(described)) return described;
  if (fault !== undefined) throw toBundleFault(fault, question);
  if (described !== undefined) throw notAHook(file);
  if (outcome.late) {
    const time = `in ${limitMs / 1_000} seconds`;
    throw bundleFault('HOOK_HANGS', `${file} does not finish loading ${time}. ${waits}`);
  }
  // https://nodejs.org/api/process.html#exit-codes, 13: a top-level await that nothing will settle.
  if (outcome.exitCode === 13) {
    throw bundleFault(
      'HOOK_HANGS',
      `${file} waits while it is loaded for what never comes. ${waits}`,
    );
  }
  throw bundleFault(
    'HOOK_ENDED_EARLY',
    `The process ended while ${file} was loaded (exit code ${outcome.exitCode ?? 'none'}): it calls process.exit, or crashed. Throw instead.`,
  );
}

const waits =
  'Wait for nothing at the top level; what takes long belongs into `prepare` of a plugin.';

const environmentHint =
  'What the module reads of its environment is given with --env NAME=value (option "environment").';

const notAHook = (file: string): GangwayError =>
  bundleFault(
    'HOOK_NOT_A_HOOK',
    `${file}: nobody can tell what its export is. Export \`handler\` as lambdaHandler, lifecycleHandler or a proxy gives it, or a hook as default; of a wrapped handler, export the composed hook as \`hook\` beside it.`,
  );

function toBundleFault(fault: Fault, { file, module, environment }: Question): GangwayError {
  const { name, code } = fault;
  const message = withoutValues(fault.message, environment);
  if (name === 'NotAHook') return notAHook(file);
  const at = placeIn(fault.stack, dirname(module));
  const where = at === undefined ? file : `${file}, at ${at}`;
  const [line = ''] = message.split('\n');
  if (name === 'CompositionError') {
    // What a schema says of a value that is not there; options that come out of the environment are the usual reason.
    const absent = message.endsWith('received undefined');
    const hint = absent ? `. ${environmentHint}` : '';
    return bundleFault('HOOK_NOT_COMPOSED', `${where}: ${code}: ${message}${hint}`);
  }
  const what = code === undefined || line.includes(code) ? line : `${code}: ${line}`;
  return bundleFault(
    'HOOK_NOT_LOADABLE',
    `${where}: ${(what || name).replace(/\.$/, '')}. ${environmentHint}`,
  );
}

/** The first own line in a stack that source maps have been applied to. */
function placeIn(stack: string, folder: string): string | undefined {
  const inside = `${slashed(folder)}/`;
  for (const line of stack.split('\n')) {
    const text = slashed(line).replaceAll(pathToFileURL(folder + sep).href, inside);
    const from = text.indexOf(inside);
    const [, path, row] = /^(.+?):(\d+):\d+\)?$/.exec(text.slice(from + inside.length)) ?? [];
    if (from >= 0 && path !== undefined && isOwn(path)) return `${path}:${row}`;
  }
  return undefined;
}

const isOwn = (path: string): boolean =>
  !path.startsWith('node_modules/') && !/^index\.mjs|(^|\/)gangway-entry\.mjs$/.test(path);
