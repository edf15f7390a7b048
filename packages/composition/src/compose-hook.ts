import {
  askProbes,
  CertificateReader,
  ClaimLedger,
  Clock,
  createHook,
  type DecidingHook,
  type DecisionSink,
  Logger,
  type PortAnswer,
} from '@gangway/core';
import { type ComposeOptions, checkComposing } from './check-composing.js';
import { defaultPlugins } from './defaults.js';
import type { HookDefinition } from './define-hook.js';
import { describeHook, type HookDescription } from './describe.js';
import { lambdaFunction } from './lambda-function.js';
import { preparing, readyPreparations } from './prepare.js';
import { readyProbes } from './probe.js';
import { assertFacts } from './wiring/facts.js';
import { actingPlugins, assertPorts, choosePorts } from './wiring/ports.js';
import { mergeReasonCodes } from './wiring/reason-codes.js';
import { assertDeclaredKeys } from './wiring/template-keys.js';
import { decidingParts, mapChecks, mapIntents, mapSources } from './wiring/walk.js';
import { wire } from './wiring/wire.js';

/** A composed hook: it decides, describes itself, and can be told to get ready. */
export interface Hook extends DecidingHook {
  /** The hook as data. */
  describe(): HookDescription;
  /**
   * Starts the imports and connections of the plugins. A runtime calls it during init and does not wait for it;
   * a failure is logged, and the first request that needs the part meets it itself. It never rejects.
   */
  prepare(signal?: AbortSignal): Promise<void>;
  /**
   * Asks the plugins, all at once, whether what they depend on answers. It never rejects; what has not answered when the
   * signal is aborted has not answered.
   */
  probe(signal: AbortSignal): Promise<readonly PortAnswer[]>;
}

/**
 * Composes a hook: plugins in, hook out. It is synchronous and opens nothing; every fault of wiring is found here.
 *
 * @throws CompositionError with one of the codes in `faultCodes`, naming plugin, port, fact or option
 * @example
 * const composed = composeHook(defineHook([eventIntegrity()]), { replace: [systemClock()] });
 * (await composed.decide(event)).outcome; // 'ALLOW'
 */
export function composeHook(definition: HookDefinition, options: ComposeOptions = {}): Hook {
  const { plugins, settings, replacements, observe } = checkComposing(
    'composeHook',
    definition,
    options,
  );
  const table = choosePorts(plugins, replacements, defaultPlugins());
  const acting = actingPlugins([...plugins, ...replacements], table);
  assertPorts(acting, table);
  assertFacts(plugins);
  assertDeclaredKeys(plugins, settings);
  const reasonCodes = mergeReasonCodes([...plugins, ...replacements]);

  const wiring = wire(table, observe === undefined ? undefined : { observe, reasonCodes });
  const { step } = wiring;
  const intents = plugins.flatMap((plugin) => plugin.intents).map((node) => mapIntents(node, step));
  const hook = createHook({
    checks: plugins.flatMap(({ checks }) => checks.map((node) => mapChecks(node, step))),
    overrideSources: plugins.flatMap(({ overrideSources }) =>
      overrideSources.map((node) => mapSources(node, step)),
    ),
    intents,
    ...(intents.length === 0 ? {} : { claimLedger: wiring.port(ClaimLedger) }),
    certificateReader: wiring.port(CertificateReader),
    decisionSinks: table.sinks.map((sink) => wiring.make(sink) as DecisionSink),
    clock: wiring.port(Clock),
    logger: wiring.port(Logger),
    reasonCodes,
    protectedKeys: new Set(settings.protectedKeys),
    freshParameters: new Set(
      plugins.flatMap(decidingParts).flatMap((plugin) => plugin.freshParameters),
    ),
    records: settings,
    ...lambdaFunction(),
  });

  const probes = readyProbes(acting, wiring);
  let description: HookDescription | undefined;
  return Object.freeze({
    ...hook,
    // Made when asked for: a function that only decides does not wait for it.
    describe() {
      description ??= describeHook(plugins, replacements, table, reasonCodes, settings);
      return description;
    },
    prepare: preparing(readyPreparations(acting, wiring), hook.logger),
    probe: (signal: AbortSignal) => askProbes(probes, { clock: hook.clock, reasonCodes }, signal),
  });
}
