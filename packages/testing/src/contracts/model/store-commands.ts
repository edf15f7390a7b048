import { type BlockSubject, blockKey, type DeviceState, type DeviceStore } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { signal } from '../ledger/asked-ledger.js';
import { device } from './ledger-commands.js';
import { putInModel, stateInModel, withdrawInModel } from './model.js';
import { type Command, command, type RunningSystem } from './system.js';

const states: readonly DeviceState[] = ['expected', 'claimed', 'active', 'blocked', 'retired'];
const subjects: readonly BlockSubject[] = [
  { kind: 'all' },
  { kind: 'batch', id: 'B1' },
  { kind: 'template', id: 'B1' },
  { kind: 'claim-certificate', id: 'c'.repeat(64) },
];

const storeOf = ({ store }: RunningSystem): DeviceStore => {
  if (store === undefined) throw new Error('These calls are for a whole store.');
  return store;
};

interface Listing {
  readonly state: DeviceState;
  readonly site: string;
  readonly batch?: string | undefined;
}

const put = (id: string, listing: Listing): Command =>
  command(`put ${id} ${JSON.stringify(listing)}`, async (model, system) => {
    const { state, site, batch } = listing;
    const expected = putInModel(model, id, listing);
    const record = { id, state, attributes: { site } };
    const listed = batch === undefined ? record : { ...record, batch: { id: batch } };
    const results = await storeOf(system).inventory.put([{ record: listed }], { signal });
    expect(results).to.deep.equal([{ kind: expected }]);
  });

const withdraw = (id: string, how: 'blocked' | 'retired' | undefined): Command =>
  command(`${how ?? 'restored'}: ${id}`, async (model, system) => {
    const expected = withdrawInModel(model, id, how);
    const { inventory } = storeOf(system);
    expect(await inventory.withdraw(id, how, { signal })).to.equal(expected);
  });

const find = (id: string): Command =>
  command(`find ${id}`, async (model, system) => {
    const found = await storeOf(system).registry.find(id, { signal });
    expect(found?.state).to.equal(stateInModel(model, id));
    expect(found?.attributes.site).to.equal(model.devices.get(id)?.site);
  });

const block = (subject: BlockSubject): Command =>
  command(`block ${blockKey(subject)}`, async (model, system) => {
    const fresh = !model.blocks.has(blockKey(subject));
    const made = { subject, since: model.now };
    if (fresh) model.blocks.set(blockKey(subject), made);
    expect(await storeOf(system).inventory.block(made, { signal })).to.equal(fresh);
  });

const unblock = (subject: BlockSubject): Command =>
  command(`unblock ${blockKey(subject)}`, async (model, system) => {
    const inForce = model.blocks.delete(blockKey(subject));
    expect(await storeOf(system).inventory.unblock(subject, { signal })).to.equal(inForce);
  });

const findBlocks: Command = command('find blocks', async (model, system) => {
  // A block that is set at this very moment may or may not be seen.
  model.now += 1;
  system.clock.advance(1);
  const found = await storeOf(system).blocks.find(subjects, { asOf: model.now, signal });
  expect(found).to.have.deep.members([...model.blocks.values()]);
});

const listing: fc.Arbitrary<Listing> = fc.record({
  state: fc.constantFrom('expected' as const, 'expected' as const, 'expected' as const, ...states),
  site: fc.constantFrom('Oslo', 'Bergen'),
  batch: fc.constantFrom(undefined, 'B1', 'B2'),
});
const putting = fc.tuple(device, listing).map((args) => put(...args));

/** Calls that only a whole store takes, the frequent ones several times. */
export const storeCommands: readonly fc.Arbitrary<Command>[] = [
  putting,
  putting,
  fc
    .tuple(device, fc.constantFrom('blocked' as const, 'retired' as const, undefined, undefined))
    .map((args) => withdraw(...args)),
  device.map(find),
  fc.constantFrom(...subjects).map(block),
  fc.constantFrom(...subjects).map(unblock),
  fc.constant(findBlocks),
];
