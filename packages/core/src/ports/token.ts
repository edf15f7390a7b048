/** Identifies a port to the container and, to the compiler, its type. */
export type Token<T> = symbol & { readonly _port?: T };

/**
 * Makes the token of a port; registered, so that every copy of a package means the same port.
 *
 * @example
 * interface Timetable {
 *   isOpen(site: string): boolean;
 * }
 * const Timetable = definePort<Timetable>('@example/fleet/Timetable');
 */
export function definePort<T>(name: string): Token<T> {
  return Symbol.for(name) as Token<T>;
}

/**
 * `DeviceRegistry` for the token `Symbol.for('@gangway/core/DeviceRegistry')`; other names whole.
 *
 * @example
 * portName(DeviceRegistry); // 'DeviceRegistry'
 */
export function portName(token: Token<unknown>): string {
  return (token.description ?? 'unnamed').replace(/^@gangway\/core\//, '');
}
