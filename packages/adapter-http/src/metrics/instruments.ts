import { type CoreReasonCode, coreReasonCodes } from '@gangway/core';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { shedReasons } from '../load/load-meter.js';
import { version } from '../version.js';

// Up to what AWS IoT waits; 4.5 is when a decision's own time is over.
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4.5, 5];

// Faults of our own by which a call never comes to a decision.
const faultsOfCalls: readonly CoreReasonCode[] = [
  'CALL_KEYS_UNAVAILABLE',
  'CALL_MEMORY_FULL',
  'HOOK_FAILED',
];

/** What is counted and timed of a server and its hook. */
export function createInstruments(registry: Registry) {
  const registers = [registry];
  const instruments = {
    build: new Gauge({
      name: 'gangway_build_info',
      help: 'Always 1: which version this is, and of what Node.',
      labelNames: ['version', 'node'],
      registers,
    }),
    decisions: new Counter({
      name: 'gangway_decisions_total',
      help: 'Decisions by outcome and reason code; the code of an ALLOW is empty.',
      labelNames: ['outcome', 'code'],
      registers,
    }),
    durations: new Histogram({
      name: 'gangway_decision_duration_seconds',
      help: 'How long decisions took.',
      buckets,
      registers,
    }),
    inFlight: new Gauge({
      name: 'gangway_decisions_in_flight',
      help: 'Decisions that are under way.',
      registers,
    }),
    shed: new Counter({
      name: 'gangway_shed_total',
      help: 'What was turned away for load, before any decision, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    refused: new Counter({
      name: 'gangway_calls_refused_total',
      help: 'Calls that never came to a decision, by code: not let in, without an event, or failed.',
      labelNames: ['code'],
      registers,
    }),
    presence: new Counter({
      name: 'gangway_presence_events_total',
      help: 'Presence events by what came of them.',
      labelNames: ['outcome'],
      registers,
    }),
    portCalls: new Counter({
      name: 'gangway_port_calls_total',
      help: 'Calls of registries, ledgers and secret stores; every answer is answered, a "no" too.',
      labelNames: ['port', 'operation', 'outcome'],
      registers,
    }),
    portDurations: new Histogram({
      name: 'gangway_port_call_duration_seconds',
      help: 'How long registries, ledgers and secret stores took.',
      labelNames: ['port', 'operation'],
      buckets,
      registers,
    }),
  };
  instruments.build.set({ version, node: process.version }, 1);
  // A series that begins with its first event has no increase to alert on.
  for (const reason of shedReasons) instruments.shed.inc({ reason }, 0);
  instruments.decisions.inc({ outcome: 'ALLOW', code: '' }, 0);
  for (const [code, { class: outcome }] of Object.entries(coreReasonCodes)) {
    if (outcome === 'DENY_ERROR') instruments.decisions.inc({ outcome, code }, 0);
  }
  for (const code of faultsOfCalls) instruments.refused.inc({ code }, 0);
  return instruments;
}
