import type { Condition, FactKey, Facts, ProvisioningRequest } from '@gangway/core';
import { isInShare } from './share.js';

/** A device as a fact knows it: by its record, or by what it has proven. */
type Identified = { readonly id: string } | { readonly deviceId: string };

/** For which devices the plugins inside a monitor decide. */
export type Enforcement = {
  /** Of all devices, 0 to 1. */
  readonly share: number;
} & (
  | {
      /** Name of the parameter that carries the serial number by which a device falls into the share or not. */
      readonly serialNumber: string;
      readonly identity?: never;
    }
  | {
      /** Fact that tells who the device is, `device-record` or `identity-proof`; a plugin before the monitor gives it. */
      readonly identity: FactKey<Identified>;
      readonly serialNumber?: never;
    }
);

/** The condition under which a monitor decides. Asked for a device that nobody can tell apart, it says yes. */
export function enforcement(monitor: string, enforce: Enforcement | undefined): Condition {
  const { share = 0, identity } = enforce ?? {};
  const test = (request: ProvisioningRequest, facts: Facts) => {
    if (share === 0 || share === 1) return share === 1;
    const serialNumber = serialOf(request, facts, enforce);
    return serialNumber === '' || isInShare(monitor, serialNumber, share);
  };
  return Object.freeze({
    name: `the enforcement of "${monitor}"`,
    test,
    ...(identity === undefined ? {} : { facts: { needs: [identity] } }),
  });
}

function serialOf(
  { parameters }: ProvisioningRequest,
  facts: Facts,
  { identity, serialNumber = '' }: Partial<Enforcement> = {},
): string {
  if (identity === undefined) return parameters[serialNumber] ?? '';
  const known: Partial<Record<'id' | 'deviceId', unknown>> = facts.find(identity) ?? {};
  const id = known.id ?? known.deviceId;
  return typeof id === 'string' ? id : '';
}

/** What is wrong with an enforcement, or nothing. */
export function faultInEnforcement(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'must be an object';
  const known = ['share', 'serialNumber', 'identity'];
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) return `has no "${unknown}"; it takes ${known.join(', ')}`;
  const { share, serialNumber, identity } = value as Readonly<Record<string, unknown>>;
  if (typeof share !== 'number' || !(share >= 0 && share <= 1)) {
    return 'needs a share from 0 to 1';
  }
  if ((serialNumber === undefined) === (identity === undefined)) {
    return 'needs either serialNumber, the name of a parameter, or identity, a fact';
  }
  if (serialNumber !== undefined) {
    const isName = typeof serialNumber === 'string' && serialNumber !== '';
    return isName ? undefined : 'needs the name of a parameter as its serialNumber';
  }
  const { name } = (identity ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? undefined : 'needs a fact as its identity';
}
