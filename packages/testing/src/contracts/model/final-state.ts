import type { Claim, DeviceDetails, DeviceFilter, DeviceState, DeviceStore } from '@gangway/core';
import { expect } from 'chai';
import { signal } from '../ledger/asked-ledger.js';
import { idOf } from '../ledger/ledger-entry.js';
import { deviceIds } from './ledger-commands.js';
import { type Model, shownInModel, stateInModel } from './model.js';

/** After a sequence of calls, everything that an operator can see is as the model has it. */
export async function expectAlike(model: Model, { inventory, registry }: DeviceStore) {
  for (const id of deviceIds) {
    const shown = await inventory.show(id, { signal });
    expect(shown?.record.state, id).to.equal(shownInModel(model, id));
    expect((await registry.find(id, { signal }))?.state, id).to.equal(stateInModel(model, id));
    if (shown !== undefined) expect(essence(shown.claim), id).to.deep.equal(claimOf(model, id));
  }
  const idsOf = async (filter: DeviceFilter): Promise<readonly string[]> => {
    const found: DeviceDetails[] = [];
    for await (const one of inventory.list(filter, { signal })) found.push(one);
    return found.map(({ record }) => record.id).toSorted();
  };
  const known = [...model.devices.keys()].sort();
  expect(await idsOf({})).to.deep.equal(known);
  const waiting = [...model.claims]
    .filter(([, { confirmedAt }]) => confirmedAt === undefined)
    .map(([id]) => id);
  expect(await idsOf({ unconfirmed: true })).to.deep.equal(waiting.sort());
  const byState: Record<DeviceState, number> = {
    expected: 0,
    claimed: 0,
    active: 0,
    blocked: 0,
    retired: 0,
  };
  for (const id of known) byState[stateInModel(model, id) ?? 'expected'] += 1;
  const { presenceAt } = model;
  expect(await inventory.stats({ signal })).to.deep.equal({
    devices: known.length,
    byState,
    ...(presenceAt === undefined ? {} : { lastPresenceAt: presenceAt }),
  });
  const blocks = await inventory.blocks({ signal });
  expect(blocks).to.have.deep.members([...model.blocks.values()]);
}

interface Essence extends Pick<Claim, 'certificateId' | 'claimedAt' | 'leaseEndsAt'> {
  readonly confirmedAt: number | undefined;
}

const essence = (claim: Claim | undefined): Essence | undefined =>
  claim && {
    certificateId: claim.certificateId,
    claimedAt: claim.claimedAt,
    leaseEndsAt: claim.leaseEndsAt,
    confirmedAt: claim.confirmedAt,
  };

function claimOf({ claims }: Model, id: string): Essence | undefined {
  const claim = claims.get(id);
  if (claim === undefined) return undefined;
  const { certificate, claimedAt, leaseEndsAt, confirmedAt } = claim;
  return { certificateId: idOf(certificate), claimedAt, leaseEndsAt, confirmedAt };
}
