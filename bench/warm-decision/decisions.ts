// Times decisions and their floor in turns, in one process, and reports microseconds for each.
// usage: decisions <event.json> quick|full
import { createHash, X509Certificate } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { composeHook, type Hook } from '@gangway/composition';
import { definePlugin, Logger, provide, toResponse } from '@gangway/core';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { interleave } from '../interleave.js';
import { report } from '../report.js';
import { fiveChecks } from './five-checks.js';

const [, , file = '', length = ''] = process.argv;
const bytes = readFileSync(file);
const quick = length === 'quick';
// At the 50 µs and more of the fastest, a sample is ten milliseconds at least.
const perSample = quick ? 100 : 300;

const nullStream = createWriteStream(devNull);
const logged = composeHook(fiveChecks, {
  replace: [jsonLogger({ write: (line) => nullStream.write(line) })],
});
const silence = definePlugin({
  name: 'silence',
  build: () => ({ provides: [provide(Logger, {}, () => ({ log() {} }))] }),
});
const quiet = composeHook(fiveChecks, { replace: [silence()] });

async function decide(hook: Hook): Promise<string> {
  return JSON.stringify(toResponse(await hook.decide(JSON.parse(bytes.toString()))));
}

/** What anyone must do who looks at the certificate at all. */
async function floor(): Promise<string> {
  const { certificatePem, certificateId } = JSON.parse(bytes.toString());
  const { publicKey, raw } = new X509Certificate(certificatePem);
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey;
  const id = createHash('sha256').update(raw).digest('hex');
  const allowProvisioning =
    id === certificateId && asymmetricKeyType !== undefined && asymmetricKeyDetails !== undefined;
  return JSON.stringify({ allowProvisioning, parameterOverrides: { Site: 'Oslo' } });
}

const wanted = JSON.stringify({ allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } });

const sampleOf = (once: () => Promise<string>) => async () => {
  const began = performance.now();
  for (let time = 0; time < perSample; time += 1) {
    if ((await once()) !== wanted) throw new Error('a decision went wrong');
  }
  return { microseconds: ((performance.now() - began) * 1_000) / perSample };
};

const medians = await interleave(
  {
    floor: sampleOf(floor),
    logged: sampleOf(() => decide(logged)),
    quiet: sampleOf(() => decide(quiet)),
  },
  { rounds: quick ? 5 : 41, warmUps: quick ? 2 : 10, progress: () => {} },
);
report({
  floor: medians.floor('microseconds'),
  logged: medians.logged('microseconds'),
  quiet: medians.quiet('microseconds'),
});
