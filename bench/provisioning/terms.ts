import type { ClaimCredentials } from '@gangway/emulator';

/** What the emulator's process reports when it is ready. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly claim: ClaimCredentials;
  readonly templateName: string;
}

/** What the floor's server reports when it is ready. */
export interface FloorEndpoint {
  /** Where devices show the claim certificate, and where they show their own. */
  readonly ports: { readonly claim: number; readonly device: number };
  readonly ca: string;
  readonly claim: Identity;
  /** Each is a device's, more than once. */
  readonly devices: readonly Identity[];
}

/** In PEM. */
export interface Identity {
  readonly certificatePem: string;
  readonly privateKey: string;
}

/** A device's key: made before its time is taken, or within; or made by AWS IoT, within. */
export type KeyMaking = 'before' | 'within' | 'aws-iot';

/** How many devices are at it at once: enough that neither process waits for the other. */
export const concurrency = 32;

export const serialNumberOf = (nth: number): string => `SN-${String(nth).padStart(7, '0')}`;

/**
 * Lets so many come, {@link concurrency} at once.
 *
 * @returns how many of them came a second, and the milliseconds of processor that one took of this process
 */
export async function perSecond(
  count: number,
  comeAboard: (nth: number) => Promise<void>,
): Promise<{ readonly rate: number; readonly cpu: number }> {
  const before = process.cpuUsage();
  const began = performance.now();
  let next = 0;
  const work = async () => {
    while (next < count) {
      next += 1;
      await comeAboard(next - 1);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const rate = (count * 1_000) / (performance.now() - began);
  const { user, system } = process.cpuUsage(before);
  return { rate, cpu: (user + system) / 1_000 / count };
}
