import type { FleetDevice, ImpostorKind } from '../fleet.js';

/** A device of the fleet. */
export interface GenuineParty {
  readonly kind: 'genuine';
  /** Its serial number. */
  readonly who: string;
  readonly clientId: string;
  readonly serialNumber: string;
  readonly device: FleetDevice;
}

/** Somebody who must not come aboard. */
export interface ImpostorParty {
  readonly kind: ImpostorKind;
  /** Such as `cloned-serial-0007`. */
  readonly who: string;
  /** Which way it goes about it. */
  readonly variant: string;
  readonly clientId: string;
  /** The one that it gives out as its own. */
  readonly serialNumber: string;
  /** The device whose traffic it has seen. */
  readonly overheard?: string;
}

export type Party = GenuineParty | ImpostorParty;

/** Who comes, in the order in which they begin. */
export interface Plan {
  readonly turns: readonly Turn[];
  /** Serial numbers of devices whose traffic somebody will have seen. */
  readonly overheard: ReadonlySet<string>;
}

export interface Turn {
  readonly party: Party;
  /** Places, earlier in the plan, of those that must be through before. */
  readonly after: readonly number[];
}
