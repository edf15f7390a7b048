// So many devices come aboard, after some that are not counted, and it reports how many did a second.
// usage: fleet ENDPOINT-FILE FIRST WARM-UP COUNT before|within|aws-iot
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { createSystemClock } from '@gangway/plugins/system-clock';
import {
  type ConnectionOptions,
  createCertificate,
  deviceKeysOf,
  makeEcKeys,
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
  dialect: { protocolVersion: 4, qos: 1, subscribes: true },
} satisfies Partial<ConnectionOptions>;

const total = Number(warmUp) + Number(count);
const made = keyMaking === 'before' ? Array.from({ length: total }, makeEcKeys) : [];

async function comeAboard(nth: number): Promise<void> {
  const serialNumber = serialNumberOf(Number(first) + nth);
  const keys =
    keyMaking === 'aws-iot'
      ? ({ madeBy: 'aws-iot' } as const)
      : deviceKeysOf(made[nth] ?? makeEcKeys(), serialNumber);
  const claiming = await openConnection({
    ...terms,
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
    secureContext: contextOf(certificate.certificatePem, certificate.privateKey),
    clientId: thingName,
  });
  await connected.close();
}

await perSecond(Number(warmUp), comeAboard);
report(await perSecond(Number(count), (nth) => comeAboard(Number(warmUp) + nth)));
