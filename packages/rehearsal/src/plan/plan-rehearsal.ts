import { type Fleet, type ImpostorKind, impostorKinds } from '../fleet.js';
import { replayVariants } from '../impostor/replay.js';
import { tokenTamperings, usedToken } from '../impostor/token-tampering.js';
import { type Random, randomFor } from '../random/random-for.js';
import { drawUnknownSerial } from './draw-unknown-serial.js';
import type { GenuineParty, ImpostorParty, Party, Plan } from './party.js';

export interface PlanOptions {
  readonly fleet: Fleet;
  readonly impostors: Readonly<Partial<Record<ImpostorKind, number>>>;
  readonly seed: number;
}

/** Somebody, and when it comes: a device at its own number, others in between. */
interface Placed<P extends Party = Party> {
  readonly party: P;
  readonly at: number;
}

/**
 * Says who comes, and who after whom: all of it follows from the fleet and the seed. Whoever comes as a device comes wholly
 * before or wholly after it, never beside it, so that what the hook decides does not hang on who was a little faster.
 */
export function planRehearsal({ fleet, impostors, seed }: PlanOptions): Plan {
  const devices: readonly Placed<GenuineParty>[] = fleet.devices.map((device, at) => ({
    at,
    party: {
      kind: 'genuine',
      who: device.serialNumber,
      clientId: device.serialNumber,
      serialNumber: device.serialNumber,
      device,
    },
  }));
  const taken = new Set(fleet.devices.map(({ serialNumber }) => serialNumber));
  const others = impostorKinds.flatMap((kind) =>
    Array.from({ length: impostors[kind] ?? 0 }, (_, index) => {
      const who = `${kind}-${String(index + 1).padStart(4, '0')}`;
      return placeImpostor({ kind, who, fleet, taken, random: randomFor(seed, 'plan', who) });
    }),
  );
  // The sort is stable: nobody changes places with somebody who comes at the same time.
  return inTurns([...devices, ...others].sort((one, other) => one.at - other.at));
}

interface Draft {
  readonly kind: ImpostorKind;
  readonly who: string;
  readonly fleet: Fleet;
  /** Serial numbers that somebody has, or has made up; it grows. */
  readonly taken: Set<string>;
  readonly random: Random;
}

const serialAt = ({ devices }: Fleet, index: number) => devices[index]?.serialNumber ?? '';

function placeImpostor(draft: Draft): Placed<ImpostorParty> {
  switch (draft.kind) {
    case 'unknown-serial':
      return placeUnknown(draft);
    case 'stolen-claim':
      return placeBefore(draft, 'blocked-claim');
    case 'tampered-token':
      return placeTampered(draft);
    case 'cloned-serial':
      return placeAfter(draft, 'own-key');
    case 'replay':
      return placeAfter(draft, draft.random.pick(replayVariants));
  }
}

function placeUnknown({ kind, who, fleet, taken, random }: Draft): Placed<ImpostorParty> {
  const { serialNumber, variant } = drawUnknownSerial(fleet, taken, random);
  // With an empty client id, or an odd one, it might not get as far as the hook.
  const clientId = /^[\w:.-]{1,128}$/.test(serialNumber) ? serialNumber : who;
  const at = random.next() * fleet.devices.length;
  return { at, party: { kind, who, variant, clientId, serialNumber } };
}

function placeBefore({ kind, who, fleet, random }: Draft, variant: string): Placed<ImpostorParty> {
  const victim = random.below(fleet.devices.length);
  return { at: before(victim, random), party: impostorAs(kind, who, variant, fleet, victim) };
}

function placeAfter({ kind, who, fleet, random }: Draft, variant: string): Placed<ImpostorParty> {
  const victim = random.below(fleet.devices.length);
  const at = victim + 0.5 + random.next() * (fleet.devices.length - victim);
  const party = impostorAs(kind, who, variant, fleet, victim);
  return { at, party: kind === 'replay' ? { ...party, overheard: party.serialNumber } : party };
}

function placeTampered(draft: Draft): Placed<ImpostorParty> {
  const variant = draft.random.pick([...Object.keys(tokenTamperings), usedToken]);
  const placed = placeBefore(draft, variant);
  const { party } = placed;
  if (variant !== usedToken) return placed;
  // Somebody must have used a token by then; before the first device there is none.
  const earlier = Math.ceil(placed.at);
  if (earlier < 1) return { ...placed, party: { ...party, variant: 'empty' } };
  return {
    ...placed,
    party: { ...party, overheard: serialAt(draft.fleet, draft.random.below(earlier)) },
  };
}

/** Between the beginning and a device. */
const before = (victim: number, random: Random) => random.next() * victim - 0.5;

function impostorAs(
  kind: ImpostorKind,
  who: string,
  variant: string,
  fleet: Fleet,
  victim: number,
): ImpostorParty {
  const serialNumber = serialAt(fleet, victim);
  return { kind, who, variant, clientId: serialNumber, serialNumber };
}

function inTurns(placed: readonly Placed[]): Plan {
  const lastOf = new Map<string, number>();
  const overheard = new Set<string>();
  const turns = placed.map(({ party }, index) => {
    const heard = party.kind === 'genuine' ? undefined : party.overheard;
    if (heard !== undefined) overheard.add(heard);
    const after = [lastOf.get(party.serialNumber), heard && lastOf.get(heard)];
    lastOf.set(party.serialNumber, index);
    return { party, after: after.filter((place) => typeof place === 'number') };
  });
  return { turns, overheard };
}
