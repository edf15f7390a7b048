import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock, type MadeCertificate, makeCertificate } from '@gangway/testing';
import { bitFlipsOf } from '@gangway/testing/contracts';
import { seeded } from '../seeded.js';
import type { Suite } from '../suite.js';
import { macByOpenssl, mintByScript, missingOpenssl } from '../token/openssl.js';
import { drawCase, drawOctets, mintFor, type TokenCase, verdictOn } from '../token/token-cases.js';

const start = Date.UTC(2030, 0, 1);
const byOpenssl = 24;

/** Tokens made with OpenSSL alone are taken, ours are what OpenSSL computes, and no flipped bit ever lets a device in. */
export const deviceTokens: Suite = {
  name: 'device-token',
  fullRuns: 100_000,
  async run({ seed, runs, progress }) {
    const random = seeded(seed);
    const flipped = await flips(random, runs, progress);
    const tried = `${flipped.count} single bits flipped in ${flipped.tokens} tokens, none let in`;
    const skipped = missingOpenssl();
    if (skipped !== undefined) {
      return { summary: tried, faults: flipped.faults, skipped: `${skipped}; ${tried}` };
    }
    progress(`making ${byOpenssl} tokens with openssl`);
    const compared = await againstOpenssl(random);
    return {
      summary: `${byOpenssl} tokens by openssl alone let in, ${byOpenssl} of ours as openssl computes them; ${tried}`,
      faults: [...flipped.faults, ...compared],
    };
  },
};

async function flips(random: () => number, runs: number, progress: (line: string) => void) {
  const certificate = await makeCertificate();
  const clock = fakeClock(start).plugin();
  const faults: string[] = [];
  let [count, tokens] = [0, 0];
  while (count < runs) {
    const one = drawCase(random, certificate, [clock]);
    const token = mintFor(one, start / 1_000 + 300, drawOctets(random, 16));
    tokens += 1;
    const right = await verdictOn(one, token);
    if (right !== 'ALLOW') faults.push(`${describe(one)}: ${right} for the right token`);
    for (const changed of bitFlipsOf(token)) {
      const verdict = await verdictOn(one, changed);
      count += 1;
      if (!verdict.startsWith('DENY_POLICY ')) {
        faults.push(`${describe(one)}: ${verdict} for ${JSON.stringify(changed)}`);
      }
    }
    if (tokens % 20 === 0) progress(`${count} of ${runs} flips`);
  }
  return { count, tokens, faults };
}

async function againstOpenssl(random: () => number): Promise<readonly string[]> {
  const faults: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'gangway-openssl-'));
  try {
    for (let at = 0; at < byOpenssl; at += 1) {
      const certificate = await makeCertificate({ key: at % 4 === 3 ? 'rsa-2048' : 'p-256' });
      // The script has the machine's own time, and so does its hook.
      const one = drawCase(random, certificate);
      const verdict = await verdictOn(one, await byScript(one, certificate, folder));
      if (verdict !== 'ALLOW') faults.push(`${describe(one)}: ${verdict} for openssl's token`);
      faults.push(...oursByOpenssl(one, drawOctets(random, 16)));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return faults;
}

async function byScript(
  { batchKey, keyId, serialNumber, binding }: TokenCase,
  { pem, privateKeyPem }: MadeCertificate,
  folder: string,
): Promise<string> {
  const common = { BATCH_KEY: batchKey.toString('hex'), KEY_ID: keyId, SERIAL: serialNumber };
  if (binding === 'certificate') {
    await writeFile(join(folder, 'device.pem'), pem);
    return mintByScript({ ...common, CERTIFICATE: 'device.pem' }, folder);
  }
  await writeFile(join(folder, 'key.pem'), privateKeyPem);
  return mintByScript({ ...common, KEY: 'key.pem' }, folder);
}

function oursByOpenssl(one: TokenCase, nonce: Buffer): readonly string[] {
  const token = mintFor(one, start / 1_000, nonce);
  const [, keyId, letter, expiry, nonceText, mac] = token.split('.');
  const lines = ['gangway-device-token-v1', keyId, one.serialNumber, letter, one.boundTo, expiry];
  const message = [...lines, nonceText].join('\n');
  return macByOpenssl(one.batchKey, one.serialNumber, message) === mac
    ? []
    : [`${describe(one)}: openssl computes another mac`];
}

const describe = ({ keyId, serialNumber, binding }: TokenCase): string =>
  `key ${keyId}, serial number ${JSON.stringify(serialNumber)}, bound to the ${binding}`;
