import type { DeviceConnection, Dialect } from '../mqtt/device-connection.js';
import { StepError } from '../mqtt/step-error.js';
import type { GenuineParty } from '../plan/party.js';
import { randomFor } from '../random/random-for.js';
import { connectWithClaim, dialectOf, showItself } from './connect-as.js';
import { type DeviceKeys, makeDeviceKeys } from './device-keys.js';
import type { Fate } from './fate.js';
import { keepTrying } from './keep-trying.js';
import { createCertificate, type NewCertificate, registerThing } from './provisioning-calls.js';
import { accessDenied, ownReason, reasonFor } from './reason-for.js';
import type { Rig } from './rig.js';

/** What a device keeps over a fault, as good firmware does over a power cut. */
interface Memory {
  readonly party: GenuineParty;
  readonly keys: DeviceKeys;
  readonly dialect: Dialect;
  readonly certificateIds: string[];
  certificate?: NewCertificate | undefined;
  /** How often it tried to connect with that certificate without having been told that it may. */
  guesses: number;
  thingName?: string;
}

/** A hook that says no may say yes the next time, so a device asks again, but not for ever. */
const refusalsTaken = 5;

/** A hook that fails looks like one that says no, and with more faults about, it fails more often. */
const denialsTaken = (attempts: number): number =>
  Math.max(refusalsTaken, Math.floor((attempts * 5) / 12));

/** One connection may fail for any reason, and two certificates of one thing are worse than another try. */
const guessesTaken = 2;

/** AWS IoT's word for a token that was used, is over, or was never one. */
export const tokenRefused = 'InvalidCertificateOwnershipToken';

/**
 * A device of the fleet comes aboard: it connects with the claim certificate, has a certificate made, registers, and connects
 * with that certificate as the thing that it was named. After a fault it goes on where it was.
 */
export async function comeAboard(party: GenuineParty, rig: Rig): Promise<Fate> {
  const { serialNumber, device } = party;
  const memory: Memory = {
    party,
    keys: await makeDeviceKeys(device.keys, serialNumber),
    dialect: dialectOf(rig, party.who),
    certificateIds: [],
    guesses: 0,
  };
  const began = rig.clock.monotonic();
  const reasons: string[] = [];
  const refusals: string[] = [];
  const { done, failures } = await keepTrying(
    {
      attempts: rig.attempts,
      enough: (all) => {
        const reason = ownReason(all.at(-1), party, rig);
        if (reason !== undefined) reasons.push(reason);
        if (reason !== undefined && rig.saidNo?.(party.clientId) === true) refusals.push(reason);
        const denials = all.filter(({ code }) => code === accessDenied).length;
        return reasons.length >= refusalsTaken || denials >= denialsTaken(rig.attempts);
      },
      random: randomFor(rig.seed, 'pauses', party.who),
      bounds: rig,
      again: rig.retried,
    },
    () => goOn(memory, rig),
  );
  if (done) rig.stopwatch.add('whole', rig.clock.monotonic() - began);
  const { thingName, certificateIds } = memory;
  return {
    outcome: done ? 'admitted' : 'refused',
    ...(done ? {} : { reason: thingName ? 'CANNOT_CONNECT' : reasonFor(failures, party, rig) }),
    retries: done ? failures.length : failures.length - 1,
    ...(thingName === undefined ? {} : { thingName }),
    connected: done,
    certificateIds,
    refusals,
  };
}

async function goOn(memory: Memory, rig: Rig): Promise<void> {
  memory.thingName ??= await becomeThing(memory, rig);
  const { certificate, thingName, dialect } = memory;
  if (certificate === undefined) throw new StepError('NO_CERTIFICATE');
  await rig.stopwatch.time('reconnect', () => showItself(rig, certificate, thingName, dialect));
}

/** Gives the thing's name. */
async function becomeThing(memory: Memory, rig: Rig): Promise<string> {
  try {
    return await registerOverClaim(memory, rig);
  } catch (error) {
    if (!(error instanceof StepError) || error.code !== tokenRefused) throw error;
    return await findOutWhoItIs(memory, rig, error);
  }
}

async function registerOverClaim(memory: Memory, rig: Rig): Promise<string> {
  const connection = await rig.stopwatch.time('connect', () =>
    connectWithClaim(rig, 'claim', memory.party.clientId, memory.dialect),
  );
  try {
    return await register(connection, memory, rig);
  } finally {
    await connection.close();
  }
}

async function register(connection: DeviceConnection, memory: Memory, rig: Rig): Promise<string> {
  const { party, keys } = memory;
  const { patience, stopwatch, templateName, fleet } = rig;
  if (memory.certificate === undefined) {
    memory.certificate = await stopwatch.time('create', () =>
      createCertificate(connection, keys, patience.createMs),
    );
    memory.certificateIds.push(memory.certificate.certificateId);
    memory.guesses = 0;
  }
  const { certificateOwnershipToken, ...certificate } = memory.certificate;
  const { serialNumber, clientId } = party;
  const parameters = await fleet.parametersOf({ serialNumber, clientId, ...certificate });
  const registration = { certificateOwnershipToken, parameters };
  rig.overheard.hear(serialNumber, registration);
  return await stopwatch.time('register', () =>
    registerThing(connection, templateName, registration, patience.registerMs),
  );
}

/**
 * Its token was not taken. That may be because the device is aboard already, and the answer that said so was lost: then its
 * certificate works, and it needs no other one. Otherwise the token is over, and so is the certificate.
 *
 * @throws StepError what it was given
 */
async function findOutWhoItIs(memory: Memory, rig: Rig, refusal: StepError): Promise<string> {
  const { party, certificate, dialect } = memory;
  const thingName = rig.fleet.thingNameOf?.(party.serialNumber) ?? party.serialNumber;
  if (certificate !== undefined) {
    try {
      await showItself(rig, certificate, thingName, dialect);
      return thingName;
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      if (error.code !== 'BROKER_AWAY') memory.guesses += 1;
      if (memory.guesses < guessesTaken) throw refusal;
    }
  }
  memory.certificate = undefined;
  throw refusal;
}
