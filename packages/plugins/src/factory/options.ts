import * as v from 'valibot';
import { caCertificates, intermediateCertificates } from '../certificate/ca-certificates.js';
import { partNames } from '../proof/long-parameter.js';
import { parameterName } from '../text/parameter-name.js';
import { mostIntermediates } from './chain-parameter.js';
import { proofAlgorithms } from './proof-algorithms.js';
import { serialSource } from './serial-source.js';

/** What `factoryIdentity` may be told. */
export const factoryOptions = v.pipe(
  v.strictObject({
    /** Name of the parameter that carries the device's serial number. */
    serialNumber: parameterName,
    /** CA certificates that are trusted to name devices. */
    anchors: caCertificates,
    /** CA certificates that devices need not send; nothing of them is believed. */
    intermediates: v.optional(intermediateCertificates(mostIntermediates)),
    /** Where the factory certificate says which device it is. */
    serialFrom: v.optional(serialSource, { subject: 'serialNumber' }),
    /** Algorithms that a device may sign with. */
    algorithms: v.optional(
      v.pipe(v.array(v.picklist(proofAlgorithms)), v.minLength(1, 'at least one must be allowed')),
      [...proofAlgorithms],
    ),
    /** How old a proof may be. */
    maxAgeSeconds: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_592_000)),
      300,
    ),
    /** How far a device's clock may be ahead of the hook's. */
    clockSkewSeconds: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400)),
      60,
    ),
    /** Whether the new certificate may be over the factory key itself. */
    sameKey: v.optional(v.boolean(), false),
    chainParameter: v.optional(parameterName, 'FactoryChain'),
    proofParameter: v.optional(parameterName, 'FactoryProof'),
  }),
  v.check((given) => {
    const names = [given.serialNumber, given.proofParameter, ...partNames(given.chainParameter)];
    return new Set(names).size === names.length;
  }, 'one parameter is named for two things'),
);

export type FactoryOptions = v.InferOutput<typeof factoryOptions>;
