// Times reading and validating and what Node does of both, in turns, in one process, and reports microseconds for each.
// usage: chains <chain.json> quick|full
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Certificate, nodeCryptoCertificateReader, validateChain } from '@gangway/core';
import { interleave } from '../interleave.js';
import { report } from '../report.js';

const [, , file = '', length = ''] = process.argv;
const [leafPem = '', factoryPem = '', rootPem = '']: readonly string[] = JSON.parse(
  readFileSync(file, 'utf8'),
);
const quick = length === 'quick';
// At the 20 µs and more of the fastest, a sample is several milliseconds.
const perSample = quick ? 100 : 400;

const reader = nodeCryptoCertificateReader();
function read(pem: string): Certificate {
  const reading = reader.read(pem);
  if (reading.kind === 'refused') throw new Error(reading.detail);
  return reading.certificate;
}

function parse(pem: string): number {
  const { publicKey } = new X509Certificate(pem);
  const { namedCurve = '', modulusLength = 0 } = publicKey.asymmetricKeyDetails ?? {};
  return namedCurve.length + modulusLength;
}

const anchors = [read(rootPem)];
const at = Date.UTC(2026, 0);
/** What a request brings is new each time, the anchor is not; reading it is not counted twice. */
function validations(): readonly (() => boolean)[] {
  return Array.from({ length: perSample }, () => {
    const [leaf, factory] = [read(leafPem), read(factoryPem)];
    return () => validateChain(leaf, [factory], { anchors, at }).kind === 'valid';
  });
}

const nodes = [leafPem, factoryPem, rootPem].map((pem) => new X509Certificate(pem));
const [leaf, factory, root] = nodes;
if (leaf === undefined || factory === undefined || root === undefined) throw new Error('no chain');
const [factoryKey, rootKey] = [factory.publicKey, root.publicKey];
const verify = () => leaf.verify(factoryKey) && factory.verify(rootKey) && root.verify(rootKey);

function timed(calls: readonly (() => unknown)[]) {
  const began = performance.now();
  for (const call of calls) if (!call()) throw new Error('a certificate or chain went wrong');
  return { microseconds: ((performance.now() - began) * 1_000) / calls.length };
}
const repeated = (call: () => unknown) => Array.from({ length: perSample }, () => call);

const medians = await interleave(
  {
    read: () => timed(repeated(() => read(leafPem))),
    parsed: () => timed(repeated(() => parse(leafPem))),
    validated: () => timed(validations()),
    verified: () => timed(repeated(verify)),
  },
  { rounds: quick ? 5 : 41, warmUps: quick ? 2 : 10, progress: () => {} },
);
report({
  read: medians.read('microseconds'),
  parsed: medians.parsed('microseconds'),
  validated: medians.validated('microseconds'),
  verified: medians.verified('microseconds'),
});
