import { bindCertificate, claimDevice, definePlugin, type TakeoverGround } from '@gangway/core';
import * as v from 'valibot';
import { type IdentityProof, identityProof } from './device/identity-proof.js';
import { deviceRecord } from './registered-device.js';

export { type IdentityProof, identityProof };

/** A year: nobody waits longer for a device that did not come. */
const longestLease = 525_600;

const options = v.strictObject({
  /** How long an unconfirmed claim cannot be taken over because of its age. */
  leaseMinutes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestLease)),
    60,
  ),
  /** That presence events reach the store, by `lifecycleHandler`, so that an old claim without one is of nobody. */
  presence: v.optional(v.boolean(), false),
});

/**
 * A device comes aboard with one certificate, once. Its intents: the certificate belongs to this device alone, and the
 * device is claimed by it. They are committed only when the answer is allow.
 *
 * The same certificate with the same parameters gets the same answer again. Another certificate is denied
 * `DEVICE_CLAIMED`, unless the earlier claim was never confirmed and the new certificate holds the same public key, or a
 * check has proven that this very device asks (the fact `identity-proof`), or, with `presence: true`, the lease is over
 * and presence events have come in since it was.
 *
 * Needs `registeredDevice` before it and a `ClaimLedger`.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html#claim-based
 * @example claimOnce()
 * @example claimOnce({ presence: true, leaseMinutes: 24 * 60 })
 */
export const claimOnce = definePlugin({
  name: 'claim-once',
  options,
  facts: { needs: [deviceRecord], wants: [identityProof] },
  build: ({ leaseMinutes, presence }) => ({
    presence,
    intents: (_request, { facts }) => {
      const { id, state } = facts.get(deviceRecord);
      const replaces: readonly TakeoverGround[] = [
        'same-public-key',
        // A proof of another device says nothing about this one.
        ...(facts.find(identityProof)?.deviceId === id ? (['proven-identity'] as const) : []),
        // Without presence events every claim looks unconfirmed, also that of a device long at work.
        ...(presence ? (['lease-over'] as const) : []),
      ];
      const leaseMs = leaseMinutes * 60_000;
      return [bindCertificate(id), claimDevice(id, { leaseMs, replaces, listedAs: state })];
    },
  }),
});
