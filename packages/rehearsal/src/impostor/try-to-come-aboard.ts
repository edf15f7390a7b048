import { connectWithClaim, dialectOf, showItself } from '../device/connect-as.js';
import { type DeviceKeys, makeDeviceKeys } from '../device/device-keys.js';
import type { Fate } from '../device/fate.js';
import { keepTrying } from '../device/keep-trying.js';
import {
  createCertificate,
  type NewCertificate,
  registerThing,
} from '../device/provisioning-calls.js';
import { reasonOfFailure } from '../device/reason-for.js';
import type { Rig } from '../device/rig.js';
import type { Dialect } from '../mqtt/device-connection.js';
import { StepError } from '../mqtt/step-error.js';
import type { ImpostorParty } from '../plan/party.js';
import { randomFor } from '../random/random-for.js';
import { type Attack, attackOf } from './attack.js';
import { takeReasons } from './settled-reason.js';

/** An impostor at work. */
interface Attempt {
  readonly party: ImpostorParty;
  readonly attack: Attack;
  readonly keys: DeviceKeys;
  readonly dialect: Dialect;
  readonly certificates: NewCertificate[];
  thingName?: string;
}

/**
 * An impostor tries to come aboard, and then, with whatever certificate it got, to connect as the device that it says it is.
 */
export async function tryToComeAboard(party: ImpostorParty, rig: Rig): Promise<Fate> {
  const attack = attackOf(party, rig);
  if (attack === undefined) return didNotCome('NOTHING_OVERHEARD');
  const attempt: Attempt = {
    party,
    attack,
    keys: await makeDeviceKeys('p-256', party.serialNumber),
    dialect: dialectOf(rig, party.who),
    certificates: [],
  };
  const reasons = takeReasons(party, {
    hookTells: rig.reasonOf !== undefined,
    attempts: rig.attempts,
  });
  const { done, failures } = await keepTrying(
    {
      attempts: rig.attempts,
      enough: (all) => {
        const last = all.at(-1);
        if (last && reasons.add(reasonOfFailure(last, party, rig))) rig.retried();
        return reasons.settled();
      },
      random: randomFor(rig.seed, 'pauses', party.who),
      bounds: rig,
    },
    () => tryOnce(attempt, rig),
  );
  const connected = await connectsAsDevice(attempt, rig);
  const { thingName, certificates } = attempt;
  return {
    outcome: done || connected ? 'admitted' : 'refused',
    ...(done || connected || failures.length === 0 ? {} : { reason: reasons.verdict() }),
    retries: reasons.faults(),
    ...(thingName === undefined ? {} : { thingName }),
    connected,
    certificateIds: certificates.map(({ certificateId }) => certificateId),
  };
}

/** What becomes of one that never set out. */
export const didNotCome = (reason: string): Fate => ({
  outcome: 'refused',
  reason,
  retries: 0,
  connected: false,
  certificateIds: [],
});

async function tryOnce(attempt: Attempt, rig: Rig): Promise<void> {
  const { party, attack, keys, dialect, certificates } = attempt;
  const { patience, templateName } = rig;
  const connection = await connectWithClaim(rig, attack.claim, party.clientId, dialect);
  try {
    const own = attack.ownCertificate
      ? await createCertificate(connection, keys, patience.createMs)
      : undefined;
    if (own !== undefined) certificates.push(own);
    const registration = await attack.registration(own);
    attempt.thingName = await registerThing(
      connection,
      templateName,
      registration,
      patience.registerMs,
    );
  } finally {
    await connection.close();
  }
}

/** Whether its newest certificate lets it in, under the name of the device that it comes as. */
async function connectsAsDevice(attempt: Attempt, rig: Rig): Promise<boolean> {
  const { party, certificates, dialect } = attempt;
  const certificate = certificates.at(-1);
  const { serialNumber } = party;
  const name = attempt.thingName ?? rig.fleet.thingNameOf?.(serialNumber) ?? serialNumber;
  if (certificate === undefined || name === '') return false;
  try {
    await showItself(rig, certificate, name, dialect);
    return true;
  } catch (error) {
    // Where nobody was there to ask, the account's state says whether the certificate would have worked.
    if (error instanceof StepError) return false;
    throw error;
  }
}
