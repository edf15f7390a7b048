import type {
  ClaimLedger,
  CommitResult,
  Confirmation,
  DeviceState,
  Release,
  TakeoverGround,
} from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { signal } from '../ledger/asked-ledger.js';
import { idOf } from '../ledger/ledger-entry.js';
import { type Ask, commitInModel, confirmInModel, type Model, releaseInModel } from './model.js';
import { type Command, command, type RunningSystem, toEntry } from './system.js';

export const deviceIds = ['SN-1', 'sn-1', '__proto__', 'SN#1/é'] as const;
// Few of each kind, so that they meet.
export const device = fc.constantFrom(...deviceIds);
export const certificate = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const grounds: fc.Arbitrary<readonly TakeoverGround[]> = fc.subarray([
  'same-public-key',
  'proven-identity',
  'lease-over',
]);

const listedAs: fc.Arbitrary<DeviceState | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('expected' as const, undefined) },
  { weight: 1, arbitrary: fc.constantFrom('claimed', 'active', 'blocked', 'retired') },
);

interface Draft extends Omit<Ask, 'key' | 'answer' | 'nonce'> {
  readonly nonce?: { readonly name: string; readonly lifetimeMs: number } | undefined;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  certificate,
  parameters: fc.constantFrom('p', 'p', 'p', 'q'),
  claims: fc.uniqueArray(
    fc.record({ device, leaseMs: fc.constantFrom(0, 5_000, 20_000), grounds, listedAs }),
    { selector: (claim) => claim.device, maxLength: 2 },
  ),
  bindTo: fc.option(device, { nil: undefined, freq: 2 }),
  counts: fc.array(
    fc.record({
      quota: fc.constantFrom('q', 'r'),
      limit: fc.integer({ min: 1, max: 5 }),
      windowMs: fc.constantFrom(undefined, 10_000, 60_000),
    }),
    { maxLength: 2 },
  ),
  nonce: fc.option(
    fc.record({ name: fc.constantFrom('n', 'm'), lifetimeMs: fc.nat({ max: 20_000 }) }),
    { nil: undefined, freq: 2 },
  ),
});

/** Only half of the certificates have a key of their own. */
const keyOf = (name: string): string => ({ d: 'a', e: 'b' })[name] ?? name;

const ask = (given: Draft): Command =>
  command(`ask ${JSON.stringify(given)}`, async (model, system) => {
    const { nonce } = given;
    const asked: Ask = {
      ...given,
      key: keyOf(given.certificate),
      answer: `of ask ${system.asks.length}`,
      nonce: nonce && { name: nonce.name, expiresAt: model.now + nonce.lifetimeMs },
    };
    system.asks.push(asked);
    await compare(model, system, asked);
  });

const askAgain = (index: number, changed: boolean): Command =>
  command(`ask ${changed ? 'otherwise' : 'again'} (${index})`, async (model, system) => {
    const earlier = system.asks[index % Math.max(system.asks.length, 1)];
    if (earlier === undefined) return;
    const parameters = changed ? `${earlier.parameters}!` : earlier.parameters;
    await compare(model, system, { ...earlier, parameters, answer: 'of a repeat' });
  });

/** Asks both, and expects one answer. */
export async function compare(model: Model, { ledger }: RunningSystem, asked: Ask): Promise<void> {
  const expected = commitInModel(model, asked);
  expect(shownCommit(await ledger.commit(toEntry(asked), { signal }))).to.equal(expected);
}

function shownCommit(result: CommitResult): string {
  if (result.kind === 'deny') return result.code;
  return result.kind === 'replay' ? `replay ${result.answer.Answer?.value}` : 'committed';
}

const advance = (milliseconds: number): Command =>
  command(`let ${milliseconds} ms pass`, async (model, { clock }) => {
    model.now += milliseconds;
    clock.advance(milliseconds);
  });

const confirm = (name: string, ago: number): Command =>
  command(`confirm ${name}, ${ago} ms ago`, async (model, { ledger }) => {
    await comparePresence(model, ledger, name, model.now - ago);
  });

/** Tells both that a certificate has connected, and expects one answer. */
export async function comparePresence(
  model: Model,
  ledger: ClaimLedger,
  name: string,
  at: number,
): Promise<void> {
  const expected = confirmInModel(model, name, at);
  const confirmation = await ledger.confirm({ certificateId: idOf(name), at }, { signal });
  expect(shownConfirmation(confirmation)).to.equal(expected);
}

const shownConfirmation = (confirmation: Confirmation): string =>
  confirmation.kind === 'no-claim'
    ? confirmation.kind
    : `${confirmation.kind} ${confirmation.deviceIds.toSorted().join()}`;

const release = (id: string, only: string | undefined, confirmed: boolean): Command =>
  command(
    `release ${id}${only === undefined ? '' : ` of ${only}`}${confirmed ? ', confirmed or not' : ''}`,
    async (model, { ledger }) => {
      const expected = releaseInModel(model, id, { certificate: only, confirmed });
      const terms = only === undefined ? {} : { certificateId: idOf(only) };
      const released = await ledger.release(id, { ...terms, confirmed, signal });
      expect(shownRelease(released)).to.equal(expected);
    },
  );

function shownRelease(released: Release): string {
  if (released.kind === 'refused') return `refused ${released.why}`;
  if (released.kind === 'not-claimed' || released.claim === undefined) return released.kind;
  const { certificateId } = released.claim;
  const name = ['a', 'b', 'c', 'd', 'e'].find((short) => idOf(short) === certificateId);
  return `released ${name}`;
}

/** Calls that every ledger takes, the frequent ones several times. */
export const ledgerCommands: readonly fc.Arbitrary<Command>[] = [
  draft.map(ask),
  draft.map(ask),
  draft.map(ask),
  fc.tuple(fc.nat({ max: 30 }), fc.constant(false)).map((args) => askAgain(...args)),
  fc.tuple(fc.nat({ max: 30 }), fc.boolean()).map((args) => askAgain(...args)),
  fc.constantFrom(1, 4_999, 5_000, 10_000, 60_000, 300_000).map(advance),
  fc
    .tuple(certificate, fc.constantFrom(0, 0, 1, 10_000, 299_999, 300_000, 300_001))
    .map((args) => confirm(...args)),
  fc
    .tuple(device, fc.option(certificate, { nil: undefined }), fc.boolean())
    .map((args) => release(...args)),
  device.map((id) => release(id, undefined, true)),
];
