import { chainLimits, limits, timing } from '@gangway/core';
import { expect } from 'chai';
import { rowsByName } from './page-part.js';
import { read } from './workspace.js';

/** A number out of a source file, of what is not exported. */
function numberIn(path: string, before: string): number {
  const source = read(path);
  const start = source.indexOf(before);
  expect(start, `${before} in ${path}`).to.be.at.least(0);
  const [, digits = ''] = /^([\d_ *]+)/.exec(source.slice(start + before.length)) ?? [];
  return digits
    .split('*')
    .map((factor) => Number(factor.replaceAll('_', '')))
    .reduce((product, factor) => product * factor, 1);
}

const serve = (name: string) => numberIn('packages/adapter-http/src/serve.ts', `${name} = `);
const inCertificate = (file: string, name: string) =>
  numberIn(`packages/core/src/certificate/${file}.ts`, name);
const pattern = 'packages/plugins/src/text/linear-pattern.ts';
const authorities = 'packages/plugins/src/certificate/ca-certificates.ts';
const inDocument = (file: string, name: string) =>
  numberIn(`packages/plugins/src/document/${file}.ts`, name);
const sentIntermediates = () =>
  numberIn('packages/plugins/src/factory/chain-parameter.ts', 'mostIntermediates = ');

const figures: Readonly<Record<string, () => number>> = {
  ...Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, () => value])),
  ...Object.fromEntries(Object.entries(timing).map(([name, value]) => [name, () => value])),
  'a serial number': () => inCertificate('serial-number', 'maxOctets = '),
  'an RSA modulus': () => inCertificate('rsa-key', 'maxBits = '),
  'a path length': () => inCertificate('extension/basic-constraints', 'mostPathLength = '),
  'an object identifier': () => inCertificate('object-identifier', 'maxOctets = '),
  'a value of any type': () => inCertificate('der-any', 'maxDepth = '),
  bodyLimit: () => numberIn('packages/adapter-http/src/fetch-handler.ts', 'defaultBodyLimit = '),
  headersTimeoutMs: () => serve('headersTimeoutMs'),
  requestTimeoutMs: () => serve('requestTimeoutMs'),
  keepAliveTimeoutMs: () => serve('keepAliveTimeoutMs'),
  replayLimit: () => numberIn('packages/adapter-http/src/gate/create-gate.ts', 'replayLimit = '),
  inFlightLimit: () =>
    numberIn('packages/adapter-http/src/load/in-flight-limit.ts', 'defaultInFlightLimit = '),
  connectionLimit: () => serve('connectionLimit'),
  drainMs: () => serve('drainMs'),
  closeGraceMs: () => serve('closeGraceMs'),
  'a pattern': () => numberIn(pattern, 'v.maxLength('),
  'a compiled pattern': () => numberIn(pattern, 'programSize = '),
  'a value with a pattern': () =>
    numberIn('packages/plugins/src/parameter-rules.ts', 'patternedLength = '),
  'a glob': () => numberIn('packages/plugins/src/text/glob.ts', 'globLength = '),
  'a file of CA certificates': () => numberIn(authorities, 'fileBytes = '),
  'listed intermediates': () => chainLimits.intermediates,
  'listed intermediates, beside those that a device sends': () =>
    chainLimits.intermediates - sentIntermediates(),
  'a sent chain': () => 1 + sentIntermediates(),
  'a long parameter': () =>
    numberIn('packages/plugins/src/proof/long-parameter.ts', 'mostParts = '),
  'a serial number with a token': () =>
    numberIn('packages/plugins/src/token/serial-number.ts', 'longestSerial = '),
  'parameters of one path': () => numberIn('packages/plugins/src/ssm/options.ts', 'mostKeys = '),
  'a file of devices': () => numberIn('packages/plugins/src/device/device-file.ts', 'fileBytes = '),
  'a file of overrides': () => inDocument('read-document-file', 'mostOctets = '),
  'a document of overrides': () => inDocument('parse-json', 'mostLevels = '),
  'an anchor of YAML': () => inDocument('parse-yaml', 'mostPlaces = '),
};

describe('docs/limits.md', () => {
  const rows = rowsByName('docs/limits.md');

  for (const [name, figure] of Object.entries(figures)) {
    it(`gives ${name} as the code has it`, () => {
      const [value] = rows.get(name) ?? [];
      expect(value?.split(' ')[0]).to.equal(figure().toLocaleString('en'));
    });
  }

  it('gives no other figures', () => {
    const named = [...rows.keys()].filter((name) => !['what', '---'].includes(name));
    expect(named).to.have.members(Object.keys(figures));
  });
});
