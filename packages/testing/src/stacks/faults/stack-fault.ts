/** One thing that is wrong with a template. */
export interface StackFault {
  /** Stable; a test asks for it. */
  readonly code: string;
  /** Logical id of the resource. */
  readonly where: string;
  readonly what: string;
}

/** A fault where something is not as it must be, none where it is. */
export function unless(
  good: boolean,
  code: string,
  where: string,
  what: string,
): readonly StackFault[] {
  return good ? [] : [{ code, where, what }];
}
