// Has a secret, and lets it out in the way that it is told: see self-check.mjs. It runs under watch.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { PortError } from '../../packages/core/dist/index.js';
import { toRecord } from '../../packages/core/dist/pipeline/record.js';
import { createMemorySecretStore, memoryLogger } from '../../packages/testing/dist/index.js';

const { SECRET = '', PRINTED = '' } = process.env;
createMemorySecretStore({ canary: { value: SECRET, version: '1' } });

const echo = ['-e', 'process.stdout.write(process.env.SECRET)'];
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const key = createSecretKey(Buffer.from('a key that is long enough'));

const ways = {
  nothing() {},
  print: () => process.stdout.write(Buffer.from(PRINTED, 'base64')),
  stdout: () => console.log(SECRET),
  stderr: () => console.error({ SECRET }),
  log: () => memoryLogger().log('info', 'a secret', { SECRET }),
  record: () =>
    toRecord({ outcome: 'ALLOW', subject: {}, trace: [{ step: 'check', detail: SECRET }] }),
  error: () => new PortError('PORT_UNAVAILABLE', SECRET),
  cause: () => new PortError('PORT_UNAVAILABLE', 'no', { cause: new TypeError(SECRET) }),
  privateKey: () => console.log(privateKey.export({ format: 'jwk' }).d),
  pem: () => console.log(privateKey.export({ format: 'pem', type: 'sec1' })),
  secretKey: () => console.log(key.export().toString('hex')),
  mac: () => console.log(createHmac('sha256', key).update('text').digest('base64')),
  // Printed by nobody: what a program reads of another one is seen when it is read.
  childSync: () => spawnSync(process.execPath, echo),
  async child() {
    const child = spawn(process.execPath, echo);
    child.stdout.resume();
    await once(child, 'close');
  },
  sqlite() {
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    new DatabaseSync(':memory:').prepare('select ?').get(SECRET);
  },
};
await ways[process.argv[2]]();
