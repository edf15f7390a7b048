import type { Fleet, KeyKind } from './fleet.js';

/**
 * A fleet of these serial numbers, each of which is sent as one parameter.
 *
 * @param options `keys`: how all of them make their keys, `p-256` unless told; `parameter`: what the parameter is called,
 *   `SerialNumber` unless told
 * @example
 * fleetOf(['SN-0001', 'SN-0002']).devices; // each with a key of its own, on P-256
 */
export function fleetOf(
  serialNumbers: Iterable<string>,
  options: { readonly keys?: KeyKind; readonly parameter?: string } = {},
): Fleet {
  const { keys = 'p-256', parameter = 'SerialNumber' } = options;
  return {
    devices: Object.freeze(
      Array.from(serialNumbers, (serialNumber) => Object.freeze({ serialNumber, keys })),
    ),
    parametersOf: async ({ serialNumber }) => ({ [parameter]: serialNumber }),
  };
}
