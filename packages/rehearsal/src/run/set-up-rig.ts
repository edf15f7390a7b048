import { setMaxListeners } from 'node:events';
import { createSecureContext } from 'node:tls';
import type { ClaimCredentials } from '@gangway/emulator';
import type { Patience, Rig } from '../device/rig.js';
import { createOverheard } from '../impostor/overheard.js';
import { createStopwatch } from '../measure/stopwatch.js';
import type { Plan } from '../plan/party.js';
import type { RehearsalOptions } from '../rehearsal.js';
import { deactivate } from './block-claim.js';

const usualPatience: Patience = Object.freeze({
  connectMs: 15_000,
  createMs: 8_000,
  registerMs: 10_000,
});

/** With every fault at two in a hundred, one try in eight fails: twelve in a row never do. */
const usualAttempts = 12;

export interface RigParts {
  readonly plan: Plan;
  readonly signal: AbortSignal;
  readonly retried: () => void;
}

/** Brings together what devices work with. The stolen claim certificate is blocked when it answers. */
export async function setUpRig(options: RehearsalOptions, parts: RigParts): Promise<Rig> {
  const { emulator, fleet, seed, patience = {}, attempts = usualAttempts } = options;
  const { reasonOf, saidNo, faults } = options;
  const { host, port } = emulator.mqtt;
  const clock = options.clock ?? emulator.account.clock;
  // Every device at work listens to it, which is no leak.
  setMaxListeners(0, parts.signal);
  const contextOf = ({ certificatePem, privateKey }: ClaimCredentials) =>
    createSecureContext({ ca: emulator.ca, cert: certificatePem, key: privateKey });
  const claim = contextOf(emulator.claim);
  const stolen = await stealClaim(options);
  return {
    host,
    port,
    ca: emulator.ca,
    templateName: emulator.templateName,
    fleet,
    seed,
    patience: { ...usualPatience, ...patience },
    attempts,
    claim,
    stolenClaim: stolen === undefined ? claim : contextOf(stolen),
    stopwatch: createStopwatch(clock),
    overheard: createOverheard(parts.plan.overheard),
    ...(reasonOf === undefined ? {} : { reasonOf }),
    ...(saidNo === undefined || faults !== undefined ? {} : { saidNo }),
    retried: parts.retried,
    clock,
    signal: parts.signal,
  };
}

/** A second claim certificate, known to be stolen; none where nobody comes with it. */
async function stealClaim(options: RehearsalOptions): Promise<ClaimCredentials | undefined> {
  const { emulator, block, impostors = {} } = options;
  if ((impostors['stolen-claim'] ?? 0) === 0) return undefined;
  const stolen = await emulator.newClaim();
  if (block === undefined) deactivate(emulator, stolen.certificateId);
  else await block(stolen.certificateId);
  return stolen;
}
