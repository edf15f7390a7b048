/** How many decisions may be under way at one time. */
export interface LoadLimit {
  /**
   * Begins one, where there is room and time for it.
   *
   * @param leftMs milliseconds until its answer must be out
   * @returns what ends it, to be called once; `undefined` when it is to be shed
   */
  enter(leftMs: number): (() => void) | undefined;
}
