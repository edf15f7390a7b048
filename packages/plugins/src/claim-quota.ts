import {
  countAgainstQuota,
  definePlugin,
  deny,
  type Intent,
  notApplicable,
  type PluginFactory,
  policyCode,
} from '@gangway/core';
import * as v from 'valibot';
import { deviceRecord } from './registered-device.js';
import { quote } from './text/quote.js';

const limit = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const options = v.pipe(
  v.strictObject({
    /** Admissions that one claim certificate may bring, ever; a device that comes anew with another certificate counts again. */
    total: v.optional(limit),
    /** Admissions that one claim certificate may bring in an hour, from full hour to full hour, UTC. */
    perHour: v.optional(limit),
    /** Admissions of one batch that one claim certificate may bring, ever. */
    perBatch: v.optional(limit),
  }),
  v.check(
    (limits) => Object.values(limits).some((one) => one !== undefined),
    'give at least one quota: total, perHour or perBatch',
  ),
);

type Quotas = v.InferOutput<typeof options>;

const hourMs = 3_600_000;

// A claim certificate's id has 64 digits always, and a batch stands last: no two counters can have one name.
const nameOf = (claimCertificateId: string, quota: string) =>
  `claim-certificate/${claimCertificateId}/${quota}`;

const counted = (quota: string, most: number | undefined, windowMs?: number): readonly Intent[] =>
  most === undefined
    ? []
    : [
        countAgainstQuota(
          quota,
          windowMs === undefined ? { limit: most } : { limit: most, windowMs },
        ),
      ];

const fixedQuotas = (id: string, { total, perHour }: Quotas): readonly Intent[] => [
  ...counted(nameOf(id, 'total'), total),
  ...counted(nameOf(id, 'hour'), perHour, hourMs),
];

const head = {
  name: 'claim-quota',
  options,
  reasonCodes: {
    // A device chooses which serial number it sends, so that an error of ours would be one that anybody could cause.
    BATCH_MISSING: policyCode(
      "The device's record names no batch, and there is a quota for each batch.",
      "Complete the record, or leave `perBatch` out of the plugin's options.",
    ),
  },
};

const byClaimCertificate = definePlugin({
  ...head,
  build: (quotas) => ({
    intents: ({ claimCertificateId }) => fixedQuotas(claimCertificateId, quotas),
  }),
});

// Apart, because only a quota for each batch needs the device's record.
const byBatch = definePlugin({
  ...head,
  facts: { needs: [deviceRecord] },
  build: (quotas) => ({
    checks: {
      'batch-known': (_request, { facts }) => {
        const { id, batch } = facts.get(deviceRecord);
        return batch === undefined
          ? deny('BATCH_MISSING', `the record of ${quote(id)} names no batch`)
          : notApplicable();
      },
    },
    intents: ({ claimCertificateId }, { facts }) => {
      // A record without a batch was denied by the check above.
      const batch = facts.get(deviceRecord).batch?.id ?? '';
      return [
        ...fixedQuotas(claimCertificateId, quotas),
        ...counted(nameOf(claimCertificateId, `batch/${batch}`), quotas.perBatch),
      ];
    },
  }),
});

/**
 * How many admissions one claim certificate may bring: in all, in an hour, of one batch. A stolen claim certificate then does
 * bounded harm. Its intents are counted with the claim in one commit, so that a denied request counts nothing, a repeat
 * counts nothing again, and requests at the same time never bring more than the limit.
 *
 * Over a quota the ledger denies `QUOTA_EXCEEDED`. With `perBatch`, needs `registeredDevice` before it, and a device whose
 * record names no batch is denied. List it once: two of it would count each device twice.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html#claim-based
 * @example claimQuota({ total: 10_000, perHour: 500 })
 * @example claimQuota({ perBatch: 1_000 })
 */
export const claimQuota: PluginFactory<v.InferInput<typeof options>> = Object.freeze(
  Object.assign(
    (quotas?: v.InferInput<typeof options>) =>
      quotas?.perBatch === undefined ? byClaimCertificate(quotas) : byBatch(quotas),
    {
      pluginName: byClaimCertificate.pluginName,
      optionNames: byClaimCertificate.optionNames,
      reasonCodes: byClaimCertificate.reasonCodes,
    },
  ),
);
