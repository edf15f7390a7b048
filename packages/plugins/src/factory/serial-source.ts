import type { Certificate } from '@gangway/core';
import * as v from 'valibot';
import { namesHardware } from './hardware-module-name.js';

// X.660 section 7.6: the first arc is 0 to 2, the second under 40 below 0 and 1. 64 digits are UUIDs, with room.
const objectIdentifier = v.pipe(
  v.string(),
  v.regex(
    /^(?:[01]\.[1-3]?[0-9]|2\.(?:0|[1-9][0-9]{0,63}))(?:\.(?:0|[1-9][0-9]{0,63})){1,30}$/,
    'is no dotted object identifier',
  ),
);

/** Where a factory certificate says which device it is. */
export const serialSource = v.union(
  [
    /** An attribute of the subject; IEEE 802.1AR-2018 clause 8 has `serialNumber`. */
    v.strictObject({ subject: v.picklist(['serialNumber', 'CN']) }),
    /** A hardwareModuleName in subjectAltName (RFC 4108 section 5), of this hwType. */
    v.strictObject({
      hardwareType: objectIdentifier,
      /** What the parameter holds of the octets: them as UTF-8, or in lowercase hex. */
      as: v.optional(v.picklist(['text', 'hex']), 'text'),
    }),
  ],
  "is neither { subject: 'serialNumber' or 'CN' } nor { hardwareType: '<dotted>' }",
);

export type SerialSource = v.InferOutput<typeof serialSource>;

/** Whether a certificate says exactly once, and to the letter, that it is of the device with this serial number. */
export function isOfDevice(
  certificate: Certificate,
  source: SerialSource,
  serialNumber: string,
): boolean {
  if ('hardwareType' in source) {
    const octets = Buffer.from(serialNumber, source.as === 'hex' ? 'hex' : 'utf8');
    if (source.as === 'hex' && octets.toString('hex') !== serialNumber) return false;
    return namesHardware(certificate, source.hardwareType, octets);
  }
  const named = certificate.subject.attributes.filter(({ name }) => name === source.subject);
  return named.length === 1 && named[0]?.value === serialNumber;
}
