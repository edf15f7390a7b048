import type { Block, DeviceState, TakeoverGround } from '@gangway/core';

/** What somebody asks of a ledger, in the model's own words. */
export interface Ask {
  readonly certificate: string;
  readonly key: string;
  readonly parameters: string;
  readonly answer: string;
  readonly claims: readonly {
    readonly device: string;
    readonly leaseMs: number;
    readonly grounds: readonly TakeoverGround[];
    readonly listedAs?: DeviceState | undefined;
  }[];
  readonly bindTo?: string | undefined;
  readonly counts: readonly {
    readonly quota: string;
    readonly limit: number;
    readonly windowMs?: number | undefined;
  }[];
  readonly nonce?: { readonly name: string; readonly expiresAt: number } | undefined;
}

interface ModelClaim {
  readonly certificate: string;
  readonly key: string;
  readonly claimedAt: number;
  readonly leaseEndsAt: number;
  readonly confirmedAt?: number;
}

interface ModelDevice {
  readonly listed: DeviceState;
  readonly withdrawn?: 'blocked' | 'retired';
  readonly site: string;
  readonly batch?: string | undefined;
}

/** By how much the clocks of those who see a certificate connect may be behind. */
const clocksDiffer = 5 * 60_000;

/**
 * What a registry must know, as plainly as it can be said. It is written from the words of the ports, on purpose
 * without the rule that the adapters share.
 */
export interface Model {
  now: number;
  presenceAt: number | undefined;
  readonly devices: Map<string, ModelDevice>;
  readonly claims: Map<string, ModelClaim>;
  /** By certificate: the request that was admitted, until one of its devices is released. */
  readonly admitted: Map<
    string,
    { readonly parameters: string; readonly answer: string; readonly devices: readonly string[] }
  >;
  readonly boundTo: Map<string, string>;
  readonly counted: Map<string, number>;
  readonly spentUntil: Map<string, number>;
  readonly blocks: Map<string, Block>;
}

export const emptyModel = (now: number): Model => ({
  now,
  presenceAt: undefined,
  devices: new Map(),
  claims: new Map(),
  admitted: new Map(),
  boundTo: new Map(),
  counted: new Map(),
  spentUntil: new Map(),
  blocks: new Map(),
});

/** `committed`, `replay` with the stored answer, or the code of the denial. */
export function commitInModel(model: Model, ask: Ask): string {
  const earlier = model.admitted.get(ask.certificate);
  if (earlier !== undefined) return repeatInModel(model, ask, earlier);
  const denial =
    denialOfBinding(model, ask) ??
    denialOfClaims(model, ask) ??
    denialOfCounts(model, ask) ??
    denialOfNonce(model, ask);
  if (denial !== undefined) return denial;

  for (const { device, leaseMs } of ask.claims) {
    const { certificate, key } = ask;
    const leaseEndsAt = model.now + leaseMs;
    const earlier = model.claims.get(device);
    // Its own certificate has been seen, whatever it asks for now.
    const seen =
      earlier?.certificate === certificate && earlier.confirmedAt !== undefined
        ? { confirmedAt: earlier.confirmedAt }
        : {};
    model.claims.set(device, { certificate, key, claimedAt: model.now, leaseEndsAt, ...seen });
  }
  if (ask.bindTo !== undefined) model.boundTo.set(ask.certificate, ask.bindTo);
  for (const counter of countersOf(model, ask)) {
    model.counted.set(counter, (model.counted.get(counter) ?? 0) + 1);
  }
  if (ask.nonce !== undefined) model.spentUntil.set(ask.nonce.name, ask.nonce.expiresAt);
  const devices = ask.claims.map(({ device }) => device);
  const { parameters, answer } = ask;
  model.admitted.set(ask.certificate, { parameters, answer, devices });
  return 'committed';
}

function denialOfBinding({ boundTo }: Model, { certificate, bindTo }: Ask): string | undefined {
  const bound = boundTo.get(certificate);
  const elsewhere = bindTo !== undefined && bound !== undefined && bound !== bindTo;
  return elsewhere ? 'CERTIFICATE_BOUND' : undefined;
}

function denialOfClaims(model: Model, ask: Ask): string | undefined {
  for (const claim of ask.claims) {
    if (isWithdrawn(model, claim)) return 'DEVICE_WITHDRAWN';
    if (!isFree(model, ask, claim)) return 'DEVICE_CLAIMED';
  }
  return undefined;
}

/** A device that is not on this list may be withdrawn on another. */
function isWithdrawn({ devices }: Model, { device, listedAs }: Ask['claims'][number]): boolean {
  const known = devices.get(device);
  if (known !== undefined) return known.withdrawn !== undefined;
  return listedAs === 'blocked' || listedAs === 'retired';
}

function denialOfCounts(model: Model, ask: Ask): string | undefined {
  const counters = countersOf(model, ask);
  const isOver = ask.counts.some(({ limit }, index) => {
    const counter = counters[index] ?? '';
    const wanted = counters.filter((name) => name === counter).length;
    return (model.counted.get(counter) ?? 0) + wanted > limit;
  });
  return isOver ? 'QUOTA_EXCEEDED' : undefined;
}

function denialOfNonce({ now, spentUntil }: Model, { nonce }: Ask): string | undefined {
  const isSpent = nonce !== undefined && now < (spentUntil.get(nonce.name) ?? 0);
  return isSpent ? 'NONCE_SPENT' : undefined;
}

const countersOf = ({ now }: Model, { counts }: Ask): readonly string[] =>
  counts.map(({ quota, windowMs }) =>
    windowMs === undefined
      ? `${quota} for ever`
      : `${quota} in the window of ${windowMs} that began at ${now - (now % windowMs)}`,
  );

function repeatInModel(
  model: Model,
  ask: Ask,
  earlier: NonNullable<ReturnType<Model['admitted']['get']>>,
): string {
  const asksForMore = ask.claims.some(({ device }) => !earlier.devices.includes(device));
  const bound = model.boundTo.get(ask.certificate);
  const bindsAnew = ask.bindTo !== undefined && ask.bindTo !== bound;
  if (ask.parameters !== earlier.parameters || asksForMore || bindsAnew) return 'REQUEST_CHANGED';
  for (const device of earlier.devices) {
    if (model.claims.get(device)?.certificate !== ask.certificate) return 'CLAIM_SUPERSEDED';
    if (model.devices.get(device)?.withdrawn !== undefined) return 'DEVICE_WITHDRAWN';
  }
  return `replay ${earlier.answer}`;
}

function isFree(model: Model, ask: Ask, wanted: Ask['claims'][number]): boolean {
  const { device, grounds } = wanted;
  const claim = model.claims.get(device);
  if (claim === undefined) {
    const known = model.devices.get(device);
    const listed = known === undefined ? wanted.listedAs : known.listed;
    return listed !== 'claimed' && listed !== 'active';
  }
  if (claim.certificate === ask.certificate) return true;
  if (claim.confirmedAt !== undefined) return false;
  const leaseIsOver = model.now >= claim.leaseEndsAt;
  const presenceSince = model.presenceAt !== undefined && model.presenceAt >= claim.leaseEndsAt;
  return (
    grounds.includes('proven-identity') ||
    (grounds.includes('same-public-key') && claim.key === ask.key) ||
    (grounds.includes('lease-over') && leaseIsOver && presenceSince)
  );
}

/** The kind of the confirmation, and which devices it names. */
export function confirmInModel(model: Model, certificate: string, at: number): string {
  model.presenceAt = Math.max(at, model.presenceAt ?? 0);
  const own = [...model.claims].filter(
    ([, claim]) => claim.certificate === certificate && at + clocksDiffer >= claim.claimedAt,
  );
  const fresh = own.filter(([, claim]) => claim.confirmedAt === undefined);
  for (const [device, claim] of fresh) model.claims.set(device, { ...claim, confirmedAt: at });
  if (own.length === 0) return 'no-claim';
  const devices = own.map(([device]) => device).sort();
  return `${fresh.length > 0 ? 'confirmed' : 'already-confirmed'} ${devices.join()}`;
}

/** The kind of the release, and why it was refused. */
export function releaseInModel(
  model: Model,
  device: string,
  { certificate, confirmed }: { readonly certificate?: string | undefined; confirmed: boolean },
): string {
  const claim = model.claims.get(device);
  const known = model.devices.get(device);
  if (claim === undefined) {
    if (known?.listed !== 'claimed' && known?.listed !== 'active') return 'not-claimed';
    // Whose it is nobody knows; so it is not the one that was meant.
    if (certificate !== undefined) return 'refused another-certificate';
    if (known.listed === 'active' && !confirmed) return 'refused confirmed';
    model.devices.set(device, { ...known, listed: 'expected' });
    return 'released';
  }
  if (certificate !== undefined && claim.certificate !== certificate) {
    return 'refused another-certificate';
  }
  if (claim.confirmedAt !== undefined && !confirmed) return 'refused confirmed';
  model.claims.delete(device);
  model.admitted.delete(claim.certificate);
  return `released ${claim.certificate}`;
}

/** Writes a device as it is listed. */
export function putInModel(
  model: Model,
  id: string,
  { state, ...more }: { readonly state: DeviceState; site: string; batch?: string | undefined },
): string {
  const known = model.devices.get(id);
  const withdraws = state === 'blocked' || state === 'retired' ? state : undefined;
  const listed = known?.listed ?? (withdraws === undefined ? state : 'expected');
  const withdrawn = known?.withdrawn ?? withdraws;
  model.devices.set(id, { listed, ...more, ...(withdrawn === undefined ? {} : { withdrawn }) });
  return known === undefined ? 'added' : 'updated';
}

export function withdrawInModel(
  model: Model,
  id: string,
  how: 'blocked' | 'retired' | undefined,
): string {
  const known = model.devices.get(id);
  if (known === undefined) return 'unknown';
  if (known.withdrawn === how) return 'unchanged';
  const { withdrawn: _, ...rest } = known;
  model.devices.set(id, how === undefined ? rest : { ...rest, withdrawn: how });
  return 'changed';
}

/** What a hook sees of a device. */
export function stateInModel(model: Model, id: string): DeviceState | undefined {
  const known = model.devices.get(id);
  if (known === undefined) return undefined;
  if (known.withdrawn !== undefined) return known.withdrawn;
  const claim = model.claims.get(id);
  if (claim === undefined) return known.listed;
  return claim.confirmedAt === undefined ? 'claimed' : 'active';
}

/** What an operator sees: also that somebody has claimed what is on no list. */
export function shownInModel(model: Model, id: string): DeviceState | undefined {
  const claim = model.claims.get(id);
  if (model.devices.has(id) || claim === undefined) return stateInModel(model, id);
  return claim.confirmedAt === undefined ? 'claimed' : 'active';
}
