import { createSecureContext } from 'node:tls';
import { type DeviceConnection, type Dialect, openConnection } from '../mqtt/device-connection.js';
import { randomFor } from '../random/random-for.js';
import type { NewCertificate } from './provisioning-calls.js';
import type { Rig } from './rig.js';

/** How a device speaks: half the fleet one way, half the other, whichever order they come in. */
export function dialectOf({ seed }: Pick<Rig, 'seed'>, who: string): Dialect {
  const random = randomFor(seed, 'dialect', who);
  return {
    protocolVersion: random.pick([4, 5] as const),
    qos: random.pick([0, 1] as const),
    subscribes: random.pick([true, false]),
  };
}

/** @throws StepError `BROKER_AWAY` or `NOT_CONNECTED` */
export function connectWithClaim(
  rig: Rig,
  claim: 'claim' | 'stolenClaim',
  clientId: string,
  dialect: Dialect,
): Promise<DeviceConnection> {
  return openConnection({
    ...boundsOf(rig),
    secureContext: rig[claim],
    clientId,
    dialect,
  });
}

/**
 * Connects with a certificate, and goes again.
 *
 * @throws StepError `BROKER_AWAY` or `NOT_CONNECTED`
 */
export async function showItself(
  rig: Rig,
  { certificatePem, privateKey }: NewCertificate,
  clientId: string,
  dialect: Dialect,
): Promise<void> {
  const connection = await openConnection({
    ...boundsOf(rig),
    secureContext: createSecureContext({ ca: rig.ca, cert: certificatePem, key: privateKey }),
    clientId,
    dialect,
  });
  await connection.close();
}

const boundsOf = ({ host, port, clock, signal, patience }: Rig) => ({
  host,
  port,
  clock,
  signal,
  patienceMs: patience.connectMs,
});
