/** Identifies a port to the container and, to the compiler, its type. */
export type Token<T> = symbol & { readonly _port?: T };

/** The ports that a list of tokens stands for, in order. */
export type PortsOf<N extends readonly Token<unknown>[]> = {
  -readonly [I in keyof N]: N[I] extends Token<infer T> ? T : never;
};

/** Makes the token of a port; registered, so that every copy of a package means the same port. */
export function definePort<T>(name: string): Token<T> {
  return Symbol.for(name) as Token<T>;
}

/** `DeviceRegistry` for the token `Symbol.for('@gangway/core/DeviceRegistry')`; other names whole. */
export function portName(token: Token<unknown>): string {
  return (token.description ?? 'unnamed').replace(/^@gangway\/core\//, '');
}
