import { type Monitor, type Plugin, timing } from '@gangway/core';
import { checkOptions, type OptionRules } from '../check-options.js';
import { type Enforcement, enforcement, faultInEnforcement } from './enforcement.js';
import { gather } from './gather.js';

export type { Enforcement } from './enforcement.js';

export interface MonitorOptions {
  /**
   * kebab-case; how it is called in traces, logs and tallies (default: `monitor`). By another name the devices come into the
   * share in another order.
   */
  readonly name?: string;
  /** For which devices the plugins decide; absent: for none. */
  readonly enforce?: Enforcement;
  /** Milliseconds for all checks inside together, and again for all override sources inside (default: 1,000). */
  readonly timeoutMs?: number;
}

const rules: OptionRules = {
  name: (name) =>
    typeof name === 'string' && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)
      ? undefined
      : 'must be a kebab-case name',
  enforce: faultInEnforcement,
  timeoutMs: (value) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= timing.awsLimitMs
      ? undefined
      : `must be a whole number of milliseconds from 1 to ${timing.awsLimitMs}`,
};

/**
 * Asks plugins without letting them decide: what they find stands in the trace as `wouldPermit`, `wouldDeny` or
 * `wouldOverride`. That is how a stricter policy is tried, and how a hook is replaced by another: the old one decides, the
 * new one is monitored beside it.
 *
 * With `enforce`, for that share of the devices the plugins decide as if they were listed without the monitor. A device
 * that sends no serial number is among them. Facts that they give are seen inside; outside only where they decide and
 * nobody outside gives the same. Their intents take part only where they decide.
 *
 * They are asked beside the plugins that decide, so that they cost time only where they are slower than these: then the
 * answer waits for them, at most `timeoutMs` for the checks and as much for the override sources.
 *
 * @throws CompositionError `PLUGIN_INVALID`, `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @example
 * monitor([certificatePolicy({ rsaBits: 3072 })], {
 *   name: 'longer-keys',
 *   enforce: { share: 0.1, serialNumber: 'SerialNumber' },
 * });
 */
export function monitor(plugins: readonly Plugin[], options: MonitorOptions = {}): Plugin {
  checkOptions('monitor', options, rules);
  const { name = 'monitor', enforce, timeoutMs = timing.monitorMs } = options;
  const listed = gather(name, plugins);
  const parts = enforce === undefined || enforce.share === 0 ? decidingNothing(listed) : listed;
  const monitoring: Monitor = Object.freeze({
    share: enforce?.share ?? 0,
    enforced: enforcement(name, enforce),
    timeoutMs,
  });
  const node = { kind: 'monitored', name, conditions: [], monitor: monitoring } as const;
  const monitored = <Node>(children: readonly Node[]) =>
    children.length === 0 ? [] : [{ ...node, children }];
  return Object.freeze({
    ...parts,
    checks: monitored(parts.checks),
    overrideSources: monitored(parts.overrideSources),
    intents: monitored(parts.intents),
    parameters: enforce?.serialNumber === undefined ? [] : [enforce.serialNumber],
    monitor: monitoring,
  } satisfies Plugin);
}

/**
 * Intents that can never be committed need no ledger, nor any other port. And what decides nothing makes no hook unready;
 * a port that it provides may well be asked by what decides.
 */
function decidingNothing(plugin: Plugin): Plugin {
  const parts = plugin.parts.map(decidingNothing);
  const provider = parts.length === 0 && plugin.provides.length > 0;
  const probes = provider ? plugin.probes : parts.flatMap((part) => part.probes);
  return Object.freeze({ ...plugin, intents: [], probes, parts });
}
