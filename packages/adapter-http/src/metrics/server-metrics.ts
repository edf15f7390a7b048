import { coreReasonCodes, type Decision, type PortCall, type PresenceOutcome } from '@gangway/core';
import { Registry } from 'prom-client';
import { boundedLabel } from './bounded-label.js';
import { createInstruments } from './instruments.js';
import type { Meter } from './meter.js';
import { addProcessMetrics } from './process-metrics.js';

/** The metrics of a server and of the hook behind it. */
export interface ServerMetrics {
  /** Counts a call of a port: `composeHook`'s `observe`. */
  observePort(call: PortCall): void;
  /** Where the server tells what it does. */
  readonly meter: Meter;
  /** All of them, as Prometheus reads them. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/**
 * Makes the metrics of a server, in a registry of their own. No label has a value that a device could choose freely.
 *
 * @see https://prometheus.io/docs/practices/naming/
 * @example
 * const metrics = serverMetrics();
 * const observed = composeHook(definition, { observe: metrics.observePort });
 * const server = await serve(observed, { port: 0, insecure: 'loopback', metrics });
 * (await metrics.read()).text.includes('gangway_decisions_in_flight 0'); // true
 * await server.close();
 */
export function serverMetrics(): ServerMetrics {
  const registry = new Registry();
  const { decisions, durations, inFlight, shed, refused, presence, portCalls, portDurations } =
    createInstruments(registry);
  addProcessMetrics(registry);
  const codeLabel = boundedLabel(Object.keys(coreReasonCodes));
  return Object.freeze({
    observePort({ port, operation, outcome, durationMs }: PortCall) {
      portCalls.inc({ port, operation, outcome });
      portDurations.observe({ port, operation }, durationMs / 1_000);
    },
    meter: Object.freeze({
      decided(decision: Decision) {
        const code = decision.outcome === 'ALLOW' ? '' : codeLabel(decision.reason.code);
        decisions.inc({ outcome: decision.outcome, code });
        durations.observe(decision.durationMs / 1_000);
      },
      took: ({ kind }: PresenceOutcome) => presence.inc({ outcome: kind }),
      refused: (code: string) => refused.inc({ code: codeLabel(code) }),
      shed: (reason: string) => shed.inc({ reason }),
      inFlight: (change: number) => inFlight.inc(change),
    }),
    async read() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  });
}
