import type { Scope } from '../scope.js';

/** Where a function stands: its object, and its argument within. */
export interface Place {
  readonly at: string;
  readonly inside: string;
}

/** Reads a function's argument; undefined where it is not what the function takes, which is then reported. */
export type FunctionReader<T> = (argument: unknown, place: Place, scope: Scope) => T | undefined;

/** The arguments of a function that takes a list of so many. */
export function argumentsOf(
  argument: unknown,
  { count, form }: { readonly count: number; readonly form: string },
  { inside }: Place,
  { report }: Scope,
): readonly unknown[] | undefined {
  if (Array.isArray(argument) && argument.length === count) return argument;
  return report('FUNCTION_MALFORMED', inside, `The form is ${form}.`);
}
