import { GangwayError } from '@gangway/core';
import * as v from 'valibot';
import { impostorKinds } from '../fleet.js';
import type { RehearsalOptions } from '../rehearsal.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1));
const aFunction = v.optional(v.custom<() => unknown>((value) => typeof value === 'function'));
const milliseconds = v.optional(v.pipe(v.number(), v.minValue(1)));
const anything = v.object({});

const rules = v.strictObject({
  emulator: anything,
  hook: v.string(),
  fleet: v.looseObject({
    devices: v.array(
      v.object({
        serialNumber: v.pipe(v.string(), v.nonEmpty()),
        keys: v.picklist(['p-256', 'rsa-2048', 'aws-iot']),
      }),
    ),
  }),
  impostors: v.optional(
    v.strictObject(Object.fromEntries(impostorKinds.map((kind) => [kind, v.optional(count)]))),
  ),
  concurrency: atLeastOne,
  seed: v.pipe(v.number(), v.safeInteger()),
  reasonOf: aFunction,
  saidNo: aFunction,
  hookLatency: aFunction,
  block: aFunction,
  attempts: v.optional(atLeastOne),
  patience: v.optional(
    v.strictObject({
      connectMs: milliseconds,
      createMs: milliseconds,
      registerMs: milliseconds,
    }),
  ),
  clock: v.optional(anything),
  faults: aFunction,
  progress: aFunction,
  signal: v.optional(v.instance(AbortSignal)),
});

/**
 * Looks at what a rehearsal is asked for.
 *
 * @throws GangwayError `REHEARSAL_INVALID` where an option is none, or is ill-typed; where two devices have one serial
 *   number; where impostors are to come as devices and there are none; where the emulator is not fresh
 */
export function checkOptions(options: RehearsalOptions): void {
  const read = v.safeParse(rules, options, { abortEarly: true });
  if (!read.success) {
    const [issue] = read.issues;
    throw invalid(`the option "${v.getDotPath(issue) ?? ''}": ${issue.message}`);
  }
  const { fleet, impostors = {}, emulator } = options;
  const serialNumbers = fleet.devices.map(({ serialNumber }) => serialNumber);
  const seen = new Set<string>();
  const twice = serialNumbers.find((serial) => seen.size === seen.add(serial).size);
  if (twice !== undefined) throw invalid(`the fleet has two devices "${twice}"`);
  const needy = impostorKinds.find(
    (kind) => kind !== 'unknown-serial' && (impostors[kind] ?? 0) > 0,
  );
  if (needy !== undefined && serialNumbers.length === 0) {
    throw invalid(`an impostor of the kind "${needy}" needs a fleet with a device in it`);
  }
  if (emulator.account.store.things.count() > 0) {
    throw invalid('the emulator is not fresh: there are things in its account');
  }
}

const invalid = (message: string) => new GangwayError('REHEARSAL_INVALID', `rehearse: ${message}`);
