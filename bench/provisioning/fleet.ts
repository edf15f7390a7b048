// So many devices come aboard, after some that are not counted, and it reports how many did a second.
// usage: fleet ENDPOINT-FILE FIRST WARM-UP COUNT before|within|aws-iot
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { signingRequestFor } from '@gangway/emulator/certificates';
import { createSystemClock } from '@gangway/plugins/system-clock';
import {
  type ConnectionOptions,
  createCertificate,
  type DeviceKeys,
  type Dialect,
  makeDeviceKeys,
  openConnection,
  registerThing,
} from '@gangway/rehearsal/device';
import { report } from '../report.js';
import { type Endpoint, perSecond, serialNumberOf } from './terms.js';

const [, , file = '', first = '', warmUp = '', count = '', keyMaking = ''] = process.argv;
const { host, port, ca, claim, templateName }: Endpoint = JSON.parse(readFileSync(file, 'utf8'));
const patienceMs = 60_000;
const contextOf = (cert: string, key: string) => createSecureContext({ ca, cert, key });
const claimContext = contextOf(claim.certificatePem, claim.privateKey);
const terms = {
  host,
  port,
  clock: createSystemClock(),
  signal: new AbortController().signal,
  patienceMs,
} satisfies Partial<ConnectionOptions>;

/** Each way to speak as often as every other, as in a rehearsal. */
const dialectOf = (nth: number): Dialect => ({
  protocolVersion: (nth & 1) === 0 ? 4 : 5,
  qos: (nth & 2) === 0 ? 0 : 1,
  subscribes: (nth & 4) === 0,
});

const total = Number(warmUp) + Number(count);
const made = keyMaking === 'before' ? Array.from({ length: total }, makeKeys) : [];

function makeKeys() {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { keys, privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

async function keysOf(nth: number, serialNumber: string): Promise<DeviceKeys> {
  const before = made[nth];
  if (before === undefined) {
    return makeDeviceKeys(keyMaking === 'aws-iot' ? keyMaking : 'p-256', serialNumber);
  }
  const { keys, privateKey } = before;
  const signingRequest = signingRequestFor({ subject: `CN=${serialNumber}`, keys });
  return { madeBy: 'device', privateKey, signingRequest };
}

async function comeAboard(nth: number): Promise<void> {
  const serialNumber = serialNumberOf(Number(first) + nth);
  const keys = await keysOf(nth, serialNumber);
  const dialect = dialectOf(nth);
  const claiming = await openConnection({
    ...terms,
    dialect,
    secureContext: claimContext,
    clientId: serialNumber,
  });
  const certificate = await createCertificate(claiming, keys, patienceMs);
  const { certificateOwnershipToken } = certificate;
  const parameters = { SerialNumber: serialNumber };
  const registration = { certificateOwnershipToken, parameters };
  const thingName = await registerThing(claiming, templateName, registration, patienceMs);
  await claiming.close();
  const connected = await openConnection({
    ...terms,
    dialect,
    secureContext: contextOf(certificate.certificatePem, certificate.privateKey),
    clientId: thingName,
  });
  await connected.close();
}

await perSecond(Number(warmUp), comeAboard);
report(await perSecond(Number(count), (nth) => comeAboard(Number(warmUp) + nth)));
