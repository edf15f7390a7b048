import { PortError } from '@gangway/core';
import type { AccountStore, NamedRow, ThingRow } from '@gangway/emulator';
import { expect } from 'chai';

const group = (name: string, createdAt = 0): NamedRow => ({ name, id: `id of ${name}`, createdAt });

const thing: ThingRow = {
  thingName: 'sensor-1',
  thingId: '1f2e3d4c',
  attributes: { site: 'north' },
  version: 1,
  createdAt: 1.5,
};

/** What every AccountStore does. */
export function describeAccountStore(name: string, open: () => AccountStore): void {
  describe(`${name} as an account store`, () => {
    let store: AccountStore;
    beforeEach(() => {
      store = open();
    });
    afterEach(() => store.close());

    const putGroups = (...names: readonly string[]) => {
      for (const each of names) store.thingGroups.put(each, group(each));
    };
    const names = (options?: { readonly after?: string; readonly limit?: number }) =>
      store.thingGroups.list(options).map((row) => row.name);

    describe('a table', () => {
      it('gives back what was put, and nothing where nothing was', () => {
        store.things.put('sensor-1', thing);
        expect(store.things.get('sensor-1')).to.deep.equal(thing);
        expect(store.things.get('sensor-2')).to.equal(undefined);
        expect(store.things.get('Sensor-1')).to.equal(undefined);
      });

      it('puts a row in the place of another', () => {
        putGroups('a');
        store.thingGroups.put('a', group('a', 7));
        expect(store.thingGroups.list()).to.deep.equal([group('a', 7)]);
        expect(store.thingGroups.count()).to.equal(1);
      });

      it('deletes a row, and says whether there was one', () => {
        putGroups('a', 'b');
        expect(store.thingGroups.delete('a')).to.equal(true);
        expect(store.thingGroups.delete('a')).to.equal(false);
        expect(names()).to.deep.equal(['b']);
        expect(store.thingGroups.count()).to.equal(1);
      });

      it('keeps its rows apart from those of other tables', () => {
        putGroups('a');
        expect(store.thingTypes.get('a')).to.equal(undefined);
        expect(store.billingGroups.count()).to.equal(0);
      });

      it('lists in the order of octets, also beyond what JavaScript compares as such', () => {
        putGroups('\u{1f6a2}', '\ufffd', 'é', 'b', 'a', 'B', 'a:', '');
        expect(names()).to.deep.equal(['', 'B', 'a', 'a:', 'b', 'é', '\ufffd', '\u{1f6a2}']);
      });

      it('lists by pages, from after a key that need not be there', () => {
        putGroups('a', 'c', 'e', 'g');
        expect(names({ limit: 2 })).to.deep.equal(['a', 'c']);
        expect(names({ after: 'c', limit: 2 })).to.deep.equal(['e', 'g']);
        expect(names({ after: 'd', limit: 1 })).to.deep.equal(['e']);
        expect(names({ after: 'g' })).to.deep.equal([]);
        expect(names({ after: '' })).to.deep.equal(['a', 'c', 'e', 'g']);
        expect(names({ limit: 0 })).to.deep.equal([]);
      });

      it('keeps what a caller changes afterwards out of the account', () => {
        const attributes: Record<string, string> = { site: 'north' };
        store.things.put('sensor-1', { ...thing, attributes });
        attributes.site = 'south';
        expect(store.things.get('sensor-1')?.attributes.site).to.equal('north');
      });

      it('hands out rows that nobody can change, to the bottom', () => {
        store.things.put('sensor-1', thing);
        for (const row of [store.things.get('sensor-1'), store.things.list()[0]]) {
          expect(row).to.be.frozen;
          expect(row?.attributes).to.be.frozen;
        }
      });

      it('keeps any text in a row as it is', () => {
        const attributes = JSON.parse('{"__proto__":"own","\\u0000":"\\ud800","":"\\u2028"}');
        store.things.put('sensor-1', { ...thing, attributes });
        const kept = store.things.get('sensor-1')?.attributes ?? {};
        expect(Object.entries(kept)).to.deep.equal([
          ['__proto__', 'own'],
          ['\0', '\ud800'],
          ['', '\u2028'],
        ]);
      });

      it('refuses to put under half of a surrogate pair, and finds nothing there', () => {
        expect(() => putGroups('\ud800')).to.throw(TypeError);
        expect(() => names({ after: '\ud800' })).to.throw(TypeError);
        putGroups('\ufffd');
        expect(store.thingGroups.get('\ud800')).to.equal(undefined);
        expect(store.thingGroups.delete('\ud800')).to.equal(false);
      });
    });

    describe('a relation', () => {
      it('holds each pair once, and says whether it is new', () => {
        expect(store.groupThings.add('sensors', 'sensor-1')).to.equal(true);
        expect(store.groupThings.add('sensors', 'sensor-1')).to.equal(false);
        expect(store.groupThings.rightsOf('sensors')).to.deep.equal(['sensor-1']);
        expect(store.groupThings.has('sensors', 'sensor-1')).to.equal(true);
        expect(store.groupThings.has('sensor-1', 'sensors')).to.equal(false);
      });

      it('lists both sides in the order of octets', () => {
        for (const one of ['\u{1f6a2}', '\ufffd', 'b', 'a']) {
          store.groupThings.add(one, 'x');
          store.groupThings.add('x', one);
        }
        const sorted = ['a', 'b', '\ufffd', '\u{1f6a2}'];
        expect(store.groupThings.leftsOf('x')).to.deep.equal(sorted);
        expect(store.groupThings.rightsOf('x')).to.deep.equal(sorted);
        expect(store.groupThings.rightsOf('nobody')).to.deep.equal([]);
        expect(store.groupThings.leftsOf('nobody')).to.deep.equal([]);
      });

      it('removes a pair from both of its sides, and says whether it was there', () => {
        store.groupThings.add('sensors', 'sensor-1');
        store.groupThings.add('sensors', 'sensor-2');
        expect(store.groupThings.remove('sensors', 'sensor-1')).to.equal(true);
        expect(store.groupThings.remove('sensors', 'sensor-1')).to.equal(false);
        expect(store.groupThings.rightsOf('sensors')).to.deep.equal(['sensor-2']);
        expect(store.groupThings.leftsOf('sensor-1')).to.deep.equal([]);
      });

      it('keeps pairs apart whatever stands in them', () => {
        store.groupThings.add('a\0b', 'c');
        expect(store.groupThings.has('a', 'b\0c')).to.equal(false);
        expect(store.groupThings.leftsOf('c')).to.deep.equal(['a\0b']);
        expect(store.policyCertificates.has('a\0b', 'c')).to.equal(false);
      });

      it('refuses half of a surrogate pair, and finds nothing there', () => {
        expect(() => store.groupThings.add('\ud800', 'a')).to.throw(TypeError);
        expect(() => store.groupThings.add('a', '\ud800')).to.throw(TypeError);
        store.groupThings.add('\ufffd', 'a');
        expect(store.groupThings.has('\ud800', 'a')).to.equal(false);
        expect(store.groupThings.rightsOf('\ud800')).to.deep.equal([]);
        expect(store.groupThings.remove('\ud800', 'a')).to.equal(false);
      });
    });

    describe('a transaction', () => {
      const stop = new Error('stop');
      const failing = (run: () => void) => () =>
        store.transaction(() => {
          run();
          throw stop;
        });

      it('gives back what was done in it', () => {
        expect(store.transaction(() => 7)).to.equal(7);
      });

      it('keeps all of what it wrote', () => {
        store.transaction(() => {
          putGroups('a');
          store.groupThings.add('a', 'x');
        });
        expect(names()).to.deep.equal(['a']);
        expect(store.groupThings.rightsOf('a')).to.deep.equal(['x']);
      });

      it('undoes all of what it wrote where it throws, and throws the same', () => {
        putGroups('kept', 'changed');
        store.groupThings.add('kept', 'x');
        const run = failing(() => {
          putGroups('new');
          store.thingGroups.put('changed', group('changed', 9));
          store.thingGroups.put('changed', group('changed', 10));
          store.thingGroups.delete('kept');
          store.groupThings.add('new', 'y');
          store.groupThings.remove('kept', 'x');
        });
        expect(run).to.throw(stop);
        expect(store.thingGroups.list()).to.deep.equal([group('changed'), group('kept')]);
        expect(store.thingGroups.count()).to.equal(2);
        expect(store.groupThings.rightsOf('kept')).to.deep.equal(['x']);
        expect(store.groupThings.leftsOf('y')).to.deep.equal([]);
      });

      it('sees what it wrote itself', () => {
        store.transaction(() => {
          putGroups('a');
          expect(names()).to.deep.equal(['a']);
          expect(store.thingGroups.count()).to.equal(1);
        });
      });

      it('may hold another, which is undone alone', () => {
        store.transaction(() => {
          putGroups('outer');
          expect(failing(() => putGroups('inner'))).to.throw(stop);
          expect(names()).to.deep.equal(['outer']);
          store.transaction(() => putGroups('second'));
        });
        expect(names()).to.deep.equal(['outer', 'second']);
      });

      it('undoes what one inside it had ended', () => {
        expect(failing(() => store.transaction(() => putGroups('inner')))).to.throw(stop);
        expect(names()).to.deep.equal([]);
      });

      it('undoes what would go on after its end', () => {
        const run = () =>
          store.transaction(() => {
            putGroups('a');
            return Promise.resolve();
          });
        expect(run).to.throw(TypeError);
        expect(names()).to.deep.equal([]);
      });

      it('works again after one that threw', () => {
        expect(failing(() => putGroups('a'))).to.throw(stop);
        store.transaction(() => putGroups('b'));
        expect(failing(() => putGroups('c'))).to.throw(stop);
        expect(names()).to.deep.equal(['b']);
      });
    });

    it('is asked in vain once it is closed, and closes twice', () => {
      store.close();
      store.close();
      const calls = [
        () => store.thingGroups.get('a'),
        () => putGroups('a'),
        () => names(),
        () => store.groupThings.add('a', 'b'),
        () => store.transaction(() => 1),
      ];
      for (const call of calls) {
        expect(call).to.throw(PortError).with.property('code', 'STORE_UNAVAILABLE');
      }
    });
  });
}
