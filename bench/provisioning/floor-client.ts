// The device's part of the same cryptography and nothing else: a request signed and a handshake with the claim certificate;
// another with the device's own, which Node has to read. Reports how many devices had it a second.
// usage: floor-client ENDPOINT-FILE WARM-UP COUNT before|within|aws-iot
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import { report } from '../report.js';
import { floorRequest } from './floor-request.js';
import { type FloorEndpoint, type Identity, perSecond } from './terms.js';

const [, , file = '', warmUp = '', count = '', keyMaking = ''] = process.argv;
const { ports, ca, claim, devices }: FloorEndpoint = JSON.parse(readFileSync(file, 'utf8'));
const contextOf = ({ certificatePem, privateKey }: Identity) =>
  createSecureContext({ ca, cert: certificatePem, key: privateKey });
const claimContext = contextOf(claim);
const makeKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const before = makeKeys();

/** Over when the server has said that it has done its part. */
async function shakeHands(port: number, secureContext: SecureContext): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port, secureContext });
  socket.resume();
  await once(socket, 'close');
  if (!socket.authorized) throw socket.authorizationError;
}

async function comeAboard(nth: number): Promise<void> {
  if (keyMaking !== 'aws-iot') {
    const { privateKey } = keyMaking === 'within' ? makeKeys() : before;
    sign('sha256', floorRequest, privateKey);
  }
  await shakeHands(ports.claim, claimContext);
  const device = devices[nth % devices.length];
  if (device === undefined) throw new Error('there are no devices');
  await shakeHands(ports.device, contextOf(device));
}

await perSecond(Number(warmUp), comeAboard);
report(await perSecond(Number(count), comeAboard));
