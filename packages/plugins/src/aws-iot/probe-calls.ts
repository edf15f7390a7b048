import type { IotConnection } from './iot-api.js';
import { type PacedCalls, pacedCalls } from './paced-calls.js';
import type { RegistryFault } from './registry-fault.js';
import type { TokenBucket } from './token-bucket.js';

/** A rush of devices that uses up the adapter's rate must not make AWS IoT look as if it did not answer. */
const unpaced: TokenBucket = { take: async () => undefined, drain: () => undefined };

/** The calls of a probe, outside of the rate that requests share: one, or two where the first fails in a way that may pass. */
export const probeCalls = (
  connection: IotConnection,
  fault: RegistryFault,
  signal: AbortSignal,
): PacedCalls => pacedCalls({ connection, bucket: unpaced, fault }, signal);
