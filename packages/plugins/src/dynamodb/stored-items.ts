import type { Admission, Block, Claim, DeviceRecord, DeviceState } from '@gangway/core';
import type { StoredDevice } from '../store/stored-device.js';
import type { Item } from './attribute-value.js';
import { corrupt } from './store-fault.js';

/**
 * A claim as it stands in a device's item, whose key may be a hash of the device's id. Its answer is a text: the order of its
 * keys is part of it.
 */
export const claimItem = ({ answer, ...claim }: Claim): Item => ({
  ...claim,
  answer: JSON.stringify(answer),
});

export function claimIn(item: Item | undefined): Claim | undefined {
  if (item?.claim === undefined) return undefined;
  const { answer, ...claim } = item.claim as Item & Omit<Claim, 'answer'>;
  return Object.freeze({
    ...claim,
    answer: parsed<Claim['answer']>(answer, `the claim on "${claim.deviceId}"`),
  });
}

/** A record's own part, without what the adapter keeps in attributes of its own. */
export const recordText = ({ state: _, ...record }: DeviceRecord): string => JSON.stringify(record);

/** The device that an item holds; `undefined` for one that was only ever claimed, and for none. */
export function deviceIn(item: Item | undefined): StoredDevice | undefined {
  if (item?.record === undefined) return undefined;
  const { listed, withdrawn } = item as { listed: DeviceState; withdrawn?: 'blocked' | 'retired' };
  const record = parsed<DeviceRecord>(item.record, `the device ${String(item.pk)}`);
  return {
    record: { ...record, state: listed },
    ...(withdrawn === undefined ? {} : { withdrawn }),
  };
}

/** What is written of a device besides its claim, also where nothing but that claim is known of it. */
export const stateIn = (item: Item | undefined): DeviceState | undefined =>
  (item?.withdrawn ?? item?.listed) as DeviceState | undefined;

/** As what a device is listed, withdrawn or not. */
export const listedIn = (item: Item | undefined): DeviceState | undefined =>
  item?.listed as DeviceState | undefined;

/** What a certificate was admitted with, as the text that its item holds. */
export const committedText = (committed: NonNullable<Admission['committed']>): string =>
  JSON.stringify(committed);

export function admissionIn(item: Item | undefined, certificateId: string): Admission {
  const { boundTo, committed } = (item ?? {}) as { boundTo?: string; committed?: string };
  return {
    certificateId,
    ...(boundTo === undefined ? {} : { boundTo }),
    ...(committed === undefined
      ? {}
      : {
          committed: parsed<NonNullable<Admission['committed']>>(
            committed,
            `the certificate ${certificateId}`,
          ),
        }),
  };
}

/**
 * The devices that a certificate ever claimed, its own still or not: an admission ends when one device of several is
 * released, and the others stay its own.
 */
export function everClaimedIn(item: Item | undefined, certificateId: string): readonly string[] {
  const { everClaimed = new Set() } = (item ?? {}) as { everClaimed?: ReadonlySet<string> };
  const last = admissionIn(item, certificateId).committed?.deviceIds ?? [];
  // A set has no order; those of the last request come in its own.
  return [...new Set([...last, ...[...everClaimed].sort()])];
}

/** The claims of a certificate when all of them were found confirmed; such a claim only an operator takes away. */
export interface Settled {
  readonly deviceIds: readonly string[];
  /** None of them was claimed later; milliseconds since 1970. */
  readonly claimedUpTo: number;
}

export const settledIn = (item: Item | undefined): Settled | undefined =>
  item?.settled === undefined
    ? undefined
    : parsed<Settled>(item.settled, `the certificate ${String(item.pk)}`);

export const blockIn = (text: unknown): Block =>
  Object.freeze(parsed<Block>(text, 'the control item'));

function parsed<T>(text: unknown, where: string): T {
  try {
    const value: unknown = JSON.parse(String(text));
    if (typeof value === 'object' && value !== null) return value as T;
  } catch (error) {
    throw corrupt(`${where} holds a text that is no JSON`, error);
  }
  throw corrupt(`${where} holds something else than it must`);
}
