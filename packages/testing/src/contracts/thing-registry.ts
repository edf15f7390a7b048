import type { Thing, ThingRegistry } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { aborted, settling, signal } from './ledger/asked-ledger.js';

const things: readonly Thing[] = [
  { name: 'SN-0001', activeCertificateIds: ['a'.repeat(64), 'b'.repeat(64)] },
  { name: 'SN-0002', activeCertificateIds: [] },
  { name: 'constructor', activeCertificateIds: ['c'.repeat(64)] },
  { name: 'a:b_c-1', activeCertificateIds: ['d'.repeat(64)] },
  { name: 'x'.repeat(128), activeCertificateIds: ['e'.repeat(64)] },
];

/**
 * What every `ThingRegistry` does. Run it in the adapter's own tests.
 *
 * @param make a registry of exactly the things it is given
 * @example
 * thingRegistryContract('a map', (things) => {
 *   const byName = new Map(things.map((thing) => [thing.name, thing]));
 *   return {
 *     async find(name, { signal }) {
 *       signal.throwIfAborted();
 *       return byName.get(name);
 *     },
 *   };
 * });
 */
export function thingRegistryContract(
  name: string,
  make: (things: readonly Thing[]) => ThingRegistry | Promise<ThingRegistry>,
): void {
  describe(`ThingRegistry contract: ${name}`, () => {
    for (const thing of things) {
      it(`finds "${thing.name.slice(0, 20)}" and its active certificates`, async () => {
        const registry = await make(things);
        const found = await registry.find(thing.name, { signal });
        expect(found?.name).to.equal(thing.name);
        expect(found?.activeCertificateIds).to.have.members(thing.activeCertificateIds);
      });
    }

    // A device may send any name: none of them may look as if AWS IoT could not be asked.
    const strangers = {
      'an unknown name': 'SN-9999',
      'an empty name': '',
      'part of a name': 'SN-000',
      'a name with more behind it': 'SN-00011',
      'another case': 'sn-0001',
      'a trailing space': 'SN-0001 ',
      'full-width digits': 'SN-\uff10\uff10\uff10\uff11',
      'a zero-width space': 'SN-\u200b0001',
      'a path': 'SN-0001/principals',
      'a path to the parent': '../things/SN-0001',
      'an escaped character': 'SN%2D0001',
      'a query': 'SN-0001?x=1',
      'a fragment': 'SN-0001#1',
      'a dot': '.',
      'two dots': '..',
      'a member of every object': 'toString',
      'a prototype': '__proto__',
      'a name one too long': 'x'.repeat(129),
      'the longest parameter': '\u20ac'.repeat(4_096),
    };
    for (const [what, stranger] of Object.entries(strangers)) {
      it(`finds nothing for ${what}`, async () => {
        const registry = await make(things);
        expect(await registry.find(stranger, { signal })).to.equal(undefined);
      });
    }

    it('finds the same again', async () => {
      const registry = await make(things);
      for (const _ of [1, 2, 3]) {
        const found = await registry.find('SN-0001', { signal });
        expect(found?.activeCertificateIds).to.have.length(2);
        expect(await registry.find('SN-9999', { signal })).to.equal(undefined);
      }
    });

    it('answers many who ask at once', async () => {
      const registry = await make(things);
      const found = await Promise.all(
        Array.from({ length: 8 }, () => registry.find('SN-0001', { signal })),
      );
      expect(found.map((thing) => thing?.name)).to.deep.equal(Array(8).fill('SN-0001'));
    });

    it('rejects when the signal is aborted already', async () => {
      const registry = await make(things);
      expect(await settling(registry.find('SN-0001', { signal: aborted }))).to.equal('rejected');
    });
  });
}
