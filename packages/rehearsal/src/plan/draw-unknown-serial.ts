import type { Fleet } from '../fleet.js';
import type { Random } from '../random/random-for.js';
import { nearMisses } from './near-misses.js';

/**
 * A serial number that is like one of the fleet and is none, nor one that was drawn before: two impostors of one client id
 * would cut each other off.
 *
 * @param taken what may not be drawn; what was drawn is added
 */
export function drawUnknownSerial(
  { devices }: Fleet,
  taken: Set<string>,
  random: Random,
): { readonly serialNumber: string; readonly variant: string } {
  const like = devices.length === 0 ? 'SN-0000' : random.pick(devices).serialNumber;
  const variant = random.pick(Object.keys(nearMisses));
  const drawn = nearMisses[variant]?.(like) ?? '';
  if (drawn === '' || !taken.has(drawn)) {
    taken.add(drawn);
    return { serialNumber: drawn, variant: drawn === '' ? 'empty' : variant };
  }
  let madeUp: string;
  do madeUp = `${like}-${random.below(2 ** 32).toString(16)}`;
  while (taken.has(madeUp));
  taken.add(madeUp);
  return { serialNumber: madeUp, variant: 'made-up' };
}
