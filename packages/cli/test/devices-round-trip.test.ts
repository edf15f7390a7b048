import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceRecord } from '@gangway/core';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { expect } from 'chai';
import fc from 'fast-check';
import { runGangway } from './run-in-process.js';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'",;=|\r\n\t\\ []'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 8,
});
const identifier = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
  .filter((text) => text === text.trim() && text !== '' && !unseen.test(text));
const wellFormed = anyText.filter((text) => text.isWellFormed());
const attributeName = wellFormed.filter(
  (name) => !name.startsWith('AWS::') && !(name in {}) && name !== 'prototype',
);
const moment = fc.oneof(
  fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((at) => !Object.is(at, -0)),
);
const certificateId = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'),
  minLength: 64,
  maxLength: 64,
});
const template = fc.string({ unit: fc.constantFrom(...'aZ09_-'), minLength: 1, maxLength: 36 });

const batch = fc
  .record({ id: identifier, notBefore: moment, notAfter: moment }, { requiredKeys: ['id'] })
  .filter(({ notBefore = -Infinity, notAfter = Infinity }) => notBefore <= notAfter);
const record = (value: fc.Arbitrary<string>): fc.Arbitrary<DeviceRecord> =>
  fc.record(
    {
      id: identifier,
      state: fc.constantFrom('expected', 'claimed', 'active', 'blocked', 'retired'),
      attributes: fc.dictionary(attributeName, value, { maxKeys: 4, noNullPrototype: true }),
      claimCertificateIds: fc.array(certificateId, { maxLength: 3 }),
      templates: fc.array(template, { maxLength: 3 }),
      batch,
    },
    { requiredKeys: ['id', 'state', 'attributes'] },
  );
const records = (value: fc.Arbitrary<string>) =>
  fc.uniqueArray(record(value), { selector: ({ id }) => id, maxLength: 6 });

describe('gangway devices export', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-export-'));
  });
  after(() => rm(folder, { recursive: true }));

  const { signal } = new AbortController();
  let made = 0;
  const fresh = () => {
    made += 1;
    return join(folder, `${made}.db`);
  };
  const filled = async (devices: readonly DeviceRecord[]): Promise<string> => {
    const path = fresh();
    const store = openSqliteStore({ path, clock: createSystemClock(), create: true });
    await store.inventory.put(
      devices.map((device) => ({ record: device })),
      { signal },
    );
    await store.close();
    return path;
  };
  const exportOf = (path: string, ...args: readonly string[]) =>
    runGangway(['devices', 'export', '--registry', `sqlite:${path}`, ...args]);

  const recordsIn = async (path: string) =>
    (await exportOf(path)).stdout
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));

  // A CSV file has no empty attribute: an empty cell is none.
  for (const [format, value] of [
    ['jsonl', fc.oneof(fc.constant(''), wellFormed)],
    ['csv', wellFormed],
  ] as const) {
    it(`as ${format}, imported again, gives the same devices`, () =>
      fc.assert(
        fc.asyncProperty(records(value), async (devices) => {
          const from = await filled(devices);
          const list = join(folder, `${made}.${format}`);
          const { code, stdout, stderr } = await exportOf(from, '--format', format);
          expect([code, stderr]).to.deep.equal([0, '']);
          await writeFile(list, stdout);
          const to = fresh();
          const imported = await runGangway([
            ...['devices', 'import', list, '--registry', `sqlite:${to}`, '--quiet'],
          ]);
          expect(imported.code, imported.stdout + imported.stderr).to.equal(0);
          if (devices.length === 0) return;
          expect(await recordsIn(to)).to.deep.equal(await recordsIn(from));
        }),
        { numRuns: 40 },
      ));
  }

  it('refuses to write a CSV file that would not come back as it was, before it prints anything', async () => {
    const path = await filled([
      { id: 'SN-1', state: 'expected', attributes: { Site: 'Oslo' } },
      { id: 'SN-2', state: 'expected', attributes: { Site: '' } },
    ]);
    const { code, stdout, stderr } = await exportOf(path, '--format', 'csv');
    expect([code, stdout]).to.deep.equal([1, '']);
    expect(stderr).to.match(/^gangway: NOT_EXPORTABLE: "SN-2" has an empty attribute "Site"/);
  });
});
