import { isCertificateId, limits } from '@gangway/core';
import * as v from 'valibot';
import { deviceId } from '../device/record.js';

const fingerprints = v.array(v.custom<string>(isCertificateId, 'is not 64 lowercase hex digits'));

/** The lists of a block list, in options and in a file alike. */
export const listEntries = {
  /** Exact values of the parameter that `serialNumber` names. */
  serialNumbers: v.optional(v.array(deviceId)),
  /** Ids of device certificates. */
  certificateIds: v.optional(fingerprints),
  /** Ids of claim certificates. */
  claimCertificateIds: v.optional(fingerprints),
  /** SHA-256 of a device certificate's SubjectPublicKeyInfo: a key stays the same in a new certificate. */
  publicKeyHashes: v.optional(fingerprints),
  /** MQTT client ids. */
  clientIds: v.optional(
    v.array(v.pipe(v.string(), v.minLength(1, 'is empty'), v.maxLength(limits.clientIdLength))),
  ),
};

export const listNames = [
  'serialNumbers',
  'certificateIds',
  'claimCertificateIds',
  'publicKeyHashes',
  'clientIds',
] as const satisfies readonly (keyof typeof listEntries)[];

export type ListName = (typeof listNames)[number];

export type BlockLists = { readonly [K in ListName]?: readonly string[] | undefined };

/** What is on the lists; Sets, so that no value is more than a value. */
export type Listed = ReadonlyMap<ListName, ReadonlySet<string>>;

export const toListed = (...all: readonly BlockLists[]): Listed =>
  new Map(listNames.map((name) => [name, new Set(all.flatMap((lists) => lists[name] ?? []))]));
