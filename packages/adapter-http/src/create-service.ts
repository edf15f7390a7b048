import type { DecidingHook, Lifecycle } from '@gangway/core';
import type { EventService } from './answer.js';
import { createGate, type GateOptions } from './gate/create-gate.js';
import { kept } from './kept.js';
import type { Turns } from './load/event-loop-turns.js';
import { defaultInFlightLimit, inFlightLimit } from './load/in-flight-limit.js';
import { loggedMeter } from './load/logged-meter.js';
import { type ServerMetrics, serverMetrics } from './metrics/server-metrics.js';
import { createReadiness, type Readiness } from './readiness.js';
import { refusalLimit } from './refusal-limit.js';
import type { Pages } from './routes.js';

// A Prometheus asks every few seconds; to write them all down takes longer than a decision.
const metricsMs = 250;

/** What stands around a hook, whatever carries the requests. */
export interface ServiceOptions extends GateOptions {
  readonly lifecycle?: Lifecycle;
  readonly inFlightLimit?: number;
  readonly metrics?: ServerMetrics;
  readonly turns?: Turns;
}

export interface Service {
  readonly events: EventService;
  /** What the server tells about itself. */
  readonly pages: Pages;
  readonly readiness: Readiness;
}

/**
 * Puts gate, limits and metrics around a hook, and starts to prepare it.
 *
 * @param insecureAs how it is written where unsigned calls are to be let in
 * @throws CompositionError `OPTION_INVALID`
 */
export function createService(
  who: string,
  hook: DecidingHook,
  options: ServiceOptions,
  insecureAs: string,
): Service {
  const {
    lifecycle,
    inFlightLimit: most = defaultInFlightLimit,
    metrics = serverMetrics(),
    turns,
  } = options;
  const gate = createGate(who, options, hook, insecureAs);
  const meter = loggedMeter(metrics.meter, hook);
  const limits = { most, clock: hook.clock, ...(turns === undefined ? {} : { turns }) };
  const load = inFlightLimit({ ...limits, meter });
  void lifecycle?.prepare?.().catch(() => undefined);
  const presence = lifecycle && {
    lifecycle,
    gate,
    // The gauge is of decisions alone.
    load: inFlightLimit({ ...limits, meter: { ...meter, inFlight: () => undefined } }),
    meter,
    refusals: refusalLimit(hook.clock),
  };
  const refusals = refusalLimit(hook.clock);
  const readiness = createReadiness(hook, gate);
  return {
    events: { hook, gate, load, meter, refusals, ...(presence === undefined ? {} : { presence }) },
    pages: {
      ready: () => readiness.ready(),
      metrics: kept(hook.clock, metricsMs, () => metrics.read()),
    },
    readiness,
  };
}
