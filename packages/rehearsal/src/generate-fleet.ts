import type { Fleet, KeyKind } from './fleet.js';
import { fleetOf } from './fleet-of.js';
import { randomFor } from './random/random-for.js';

export interface GeneratedFleetOptions {
  readonly count: number;
  readonly seed: number;
  /** What serial numbers begin with; `SN-` unless told. */
  readonly prefix?: string;
  /** How often each kind of key comes, in parts of any whole; mostly P-256 unless told, as RSA keys take long to make. */
  readonly keys?: Readonly<Partial<Record<KeyKind, number>>>;
  /** What the parameter with the serial number is called; `SerialNumber` unless told. */
  readonly parameter?: string;
}

/** Making an RSA key takes a tenth of a second of a core: two hundred in ten thousand are half a minute of one. */
const usualKeys = Object.freeze({ 'p-256': 98, 'rsa-2048': 1, 'aws-iot': 1 });

/**
 * Makes up a fleet: a running number and four hexadecimal digits that nobody can guess from it.
 *
 * @example
 * const [first] = generateFleet({ count: 3, seed: 1 }).devices;
 * first?.serialNumber.startsWith('SN-000001-'); // true
 */
export function generateFleet(options: GeneratedFleetOptions): Fleet {
  const { count, seed, prefix = 'SN-', keys = usualKeys, parameter } = options;
  const devices = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(6, '0');
    const random = randomFor(seed, 'fleet', number);
    const check = random.below(0x1_00_00).toString(16).toUpperCase().padStart(4, '0');
    return Object.freeze({
      serialNumber: `${prefix}${number}-${check}`,
      keys: drawKeyKind(random.next(), keys),
    });
  });
  const { parametersOf } = fleetOf([], parameter === undefined ? {} : { parameter });
  return { devices: Object.freeze(devices), parametersOf };
}

function drawKeyKind(drawn: number, parts: Readonly<Partial<Record<KeyKind, number>>>): KeyKind {
  const kinds = ['p-256', 'rsa-2048', 'aws-iot'] as const;
  let left = drawn * kinds.reduce((sum, kind) => sum + (parts[kind] ?? 0), 0);
  for (const kind of kinds) {
    left -= parts[kind] ?? 0;
    if (left < 0) return kind;
  }
  return 'p-256';
}
