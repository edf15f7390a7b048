import {
  CertificateReader,
  ClaimLedger,
  Clock,
  createHook,
  type DecidingHook,
  type DecisionSink,
  Logger,
  type Plugin,
} from '@gangway/core';
import { defaultPlugins } from './defaults.js';
import { assertPlugins, type HookDefinition } from './define-hook.js';
import { describeHook, type HookDescription } from './describe.js';
import { preparing } from './prepare.js';
import { wire } from './wiring/container.js';
import { assertFacts } from './wiring/facts.js';
import { assertPorts, choosePorts, idleProviders } from './wiring/ports.js';
import { mergeReasonCodes } from './wiring/reason-codes.js';
import { mapChecks, mapSources } from './wiring/walk.js';

/** A composed hook: it decides, describes itself, and can be told to get ready. */
export interface Hook extends DecidingHook {
  /** The hook as data. */
  describe(): HookDescription;
  /**
   * Starts the imports and connections of the plugins. A runtime calls it during init and does not wait for it;
   * a failure is logged, and the first request that needs the part meets it itself. It never rejects.
   */
  prepare(signal?: AbortSignal): Promise<void>;
}

export interface ComposeOptions {
  /** Plugins that provide ports in place of those in the definition, or of the defaults. */
  readonly replace?: readonly Plugin[];
}

/**
 * Composes a hook: plugins in, hook out. It is synchronous and opens nothing; every fault of wiring is found here.
 *
 * @throws CompositionError with one of the codes in `faultCodes`, naming plugin, port, fact or option
 * @example
 * const hook = composeHook(defineHook([eventIntegrity()]), { replace: [fixedClock] });
 * const decision = await hook.decide(event);
 */
export function composeHook(definition: HookDefinition, options: ComposeOptions = {}): Hook {
  const { plugins, options: settings } = definition;
  const replacements = options.replace ?? [];
  assertPlugins(plugins, 'composeHook');
  assertPlugins(replacements, 'composeHook, replace');

  const table = choosePorts(plugins, replacements, defaultPlugins());
  assertPorts(plugins, table);
  assertFacts(plugins);
  const reasonCodes = mergeReasonCodes([...plugins, ...replacements]);

  const wiring = wire(table);
  const ready = wiring.step;
  const intents = plugins.flatMap((plugin) => plugin.intents).map((step) => ready(step));
  const logger = wiring.port(Logger);
  const hook = createHook({
    checks: plugins.flatMap(({ checks }) => checks.map((node) => mapChecks(node, ready))),
    overrideSources: plugins.flatMap(({ overrideSources }) =>
      overrideSources.map((node) => mapSources(node, ready)),
    ),
    intents,
    ...(intents.length === 0 ? {} : { claimLedger: wiring.port(ClaimLedger) }),
    certificateReader: wiring.port(CertificateReader),
    decisionSinks: table.sinks.map((provision) => wiring.sink<DecisionSink>(provision)),
    clock: wiring.port(Clock),
    logger,
    reasonCodes,
    protectedKeys: new Set(settings.protectedKeys),
    records: settings,
  });
  // Every port is made now, so that none can fail to be made on the first request.
  for (const token of table.single.keys()) wiring.port(token);

  const idle = idleProviders([...plugins, ...replacements], table);
  const preparations = [...plugins, ...replacements]
    .flatMap((plugin) => plugin.preparations)
    .filter(({ plugin }) => !idle.has(plugin));
  let description: HookDescription | undefined;
  return Object.freeze({
    ...hook,
    // Made when asked for: a function that only decides does not wait for it.
    describe() {
      description ??= describeHook(plugins, replacements, table, reasonCodes, settings);
      return description;
    },
    prepare: preparing(
      preparations.map(({ plugin, ...rest }) => ({
        plugin,
        prepare: wiring.preparation({ plugin, ...rest }),
      })),
      hook.logger,
    ),
  });
}
