// The server's part of the same cryptography and nothing else: a handshake, a signature of a request verified, a certificate
// signed; another handshake. Reports where it listens and what devices show. Ends when it is told to.
// usage: floor-server p-256|rsa-2048
import {
  createPrivateKey,
  generateKeyPair,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { createCertificateAuthority } from '@gangway/emulator';
import { signingRequestFor } from '@gangway/emulator/certificates';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { report } from '../report.js';
import { floorRequest } from './floor-request.js';
import type { FloorEndpoint, Identity } from './terms.js';

const generate = promisify(generateKeyPair);
const makesKeys = process.argv[2] === 'rsa-2048';
const authority = await createCertificateAuthority({ clock: createSystemClock() });
const own = await authority.issueForServer(['127.0.0.1']);

// As long as what is signed of a certificate of the emulator.
const certificate = randomBytes(420);
const signer = createPrivateKey(own.privateKey);
const requester = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signature = sign('sha256', floorRequest, requester.privateKey);

async function issue(socket: TLSSocket): Promise<void> {
  if (makesKeys) await generate('rsa', { modulusLength: 2_048 });
  else if (!verify('sha256', floorRequest, requester.publicKey, signature)) {
    throw new Error('the signature is wrong');
  }
  sign('sha256', certificate, signer);
  socket.end();
}

async function listen(connected: (socket: TLSSocket) => void): Promise<number> {
  const server = createServer({
    cert: own.certificatePem,
    key: own.privateKey,
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    socket.resume();
    connected(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function identity(): Identity {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { certificatePem } = authority.issueForRequest(
    signingRequestFor({ subject: 'CN=SN-0001', keys }),
  );
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificatePem, privateKey };
}

report({
  ports: {
    claim: await listen((socket) => void issue(socket)),
    device: await listen((socket) => socket.end()),
  },
  ca: authority.caPem,
  claim: await authority.issueKeys(),
  devices: makesKeys
    ? await Promise.all(Array.from({ length: 4 }, () => authority.issueKeys()))
    : Array.from({ length: 64 }, identity),
} satisfies FloorEndpoint);
process.once('SIGTERM', () => process.exit());
