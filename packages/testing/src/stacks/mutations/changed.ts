import { isObject } from '../reading/json.js';

/** Where in a template something is: names, and numbers within lists. */
export type Path = readonly (string | number)[];

/**
 * A template, or a part of one, with one thing changed; the rest is shared. `undefined` takes it away.
 *
 * @example
 * changed({ a: { b: 1, c: 2 } }, ['a', 'b'], undefined); // { a: { c: 2 } }
 */
export function changed<T>(whole: T, path: Path, to: unknown): T;
export function changed(whole: unknown, path: Path, to: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (Array.isArray(whole)) {
    const item = changed(whole[Number(step)], rest, to);
    return whole.toSpliced(Number(step), 1, ...(item === undefined ? [] : [item]));
  }
  const object = isObject(whole) ? whole : {};
  const inner = changed(object[step], rest, to);
  if (inner !== undefined) return { ...object, [step]: inner };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== step));
}
