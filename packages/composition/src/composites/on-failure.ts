import {
  CompositionError,
  type Declared,
  type FailurePolicy,
  type OverrideSource,
  type Plugin,
  type SourceInfo,
  timing,
} from '@gangway/core';
import { checkOptions } from '../check-options.js';
import { mapSources, sourceSteps } from '../wiring/walk.js';
import { gather } from './gather.js';

/**
 * What becomes of an override source that cannot be asked: the request is denied, it goes on without the source's values,
 * or with those that the source gave last, no older than so many seconds when the answer is made.
 */
export type SourceFailure = 'deny' | 'skip' | { readonly lastGoodSeconds: number };

// What a source takes must leave a commit its time, and values must outlive the request that they are kept for.
const longestMs = timing.awsLimitMs - timing.marginMs - timing.commitReserveMs;
const shortestSeconds = Math.ceil((timing.awsLimitMs - timing.marginMs) / 1_000);
const week = 7 * 86_400;

const wholeFrom = (least: number, most: number, of: string) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most
    ? undefined
    : `must be a whole number of ${of} from ${least} to ${most}`;

/**
 * Says what becomes of the override sources of these plugins when they cannot be asked: they throw, a port of theirs cannot
 * be asked, or their time runs out. Without it, each of these denies.
 *
 * It is about override sources alone. The checks and intents of the plugins decide as ever: where a check does the asking, as
 * those of `registeredDevice` and `remoteHook` do, its failure denies. Nor is a rule ever skipped: a value that is no text, a key
 * that is not declared, a conflict and a condition that cannot be asked deny under every policy. Each source has the
 * policy of the innermost `onFailure` that it stands in, and is judged by itself.
 *
 * Where a source is left out, what the device itself sent under its keys stands; `protectedKeys` of the hook forbid it to.
 *
 * @param failure `lastGoodSeconds`: 5 to 604,800, only around sources that give every device the same (`sameForAll`). They are
 *   kept in the composed hook, with their secret flags and versions; a process that has just started has none, and denies
 * @param options `timeoutMs`: milliseconds that each source has, 1 to 4,000 (default: 1,500; under `deny`: what the request has)
 * @throws CompositionError `PLUGIN_INVALID` where no plugin inside has an override source, `LAST_GOOD_NOT_SAME_FOR_ALL`,
 *   `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @example
 * layered([
 *   onFailure({ lastGoodSeconds: 300 }, [fileOverrides({ file: 'site.json', keys: ['Site'] })]),
 *   staticOverrides({ values: { Site: 'unknown' } }),
 * ]);
 */
export function onFailure(
  failure: SourceFailure,
  plugins: readonly Plugin[],
  options: { readonly timeoutMs?: number } = {},
): Plugin {
  checkOptions('onFailure', options, {
    timeoutMs: wholeFrom(1, longestMs, 'milliseconds'),
  });
  const policy = policyOf(failure, options.timeoutMs);
  const parts = gather('on-failure', plugins);
  assertSources(parts, policy);
  return Object.freeze({
    ...parts,
    overrideSources: parts.overrideSources.map((node) =>
      mapSources(node, (source) => ({ ...source, onFailure: source.onFailure ?? policy })),
    ),
    onFailure: policy,
  } satisfies Plugin);
}

function policyOf(failure: SourceFailure, timeoutMs: number | undefined): FailurePolicy {
  if (failure === 'deny') {
    return Object.freeze({ kind: 'deny', ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  }
  const time = { timeoutMs: timeoutMs ?? timing.overrideSourceMs };
  if (failure === 'skip') return Object.freeze({ kind: 'skip', ...time });
  const seconds = wholeFrom(shortestSeconds, week, 'seconds');
  checkOptions('onFailure', failure, { lastGoodSeconds: seconds });
  if (failure.lastGoodSeconds === undefined) {
    throw new CompositionError(
      'OPTION_INVALID',
      "onFailure takes 'deny', 'skip' or { lastGoodSeconds }.",
    );
  }
  return Object.freeze({ kind: 'lastGood', ...time, maxAgeMs: failure.lastGoodSeconds * 1_000 });
}

function assertSources({ overrideSources }: Plugin, policy: FailurePolicy): void {
  const sources: readonly (Declared<OverrideSource> & SourceInfo)[] =
    overrideSources.flatMap(sourceSteps);
  if (sources.length === 0) {
    throw new CompositionError(
      'PLUGIN_INVALID',
      'on-failure: no plugin inside has an override source, and it is about nothing else.',
    );
  }
  if (policy.kind !== 'lastGood') return;
  const own = sources.find((source) => source.onFailure === undefined && !source.sameForAll);
  if (own === undefined) return;
  throw new CompositionError(
    'LAST_GOOD_NOT_SAME_FOR_ALL',
    `on-failure: plugin "${own.plugin}" does not say that it gives every device the same values (sameForAll), so that one device would get what was meant for another. Take 'skip' or 'deny'.`,
  );
}
