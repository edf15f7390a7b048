/** How many decisions may be under way at one time. */
export interface LoadLimit {
  /**
   * Takes one in, where there is room and time for it.
   *
   * @param leftMs milliseconds until its answer must be out
   * @returns nothing when it is to be shed
   */
  enter(leftMs: number): Entry | undefined;
}

/** A decision that was taken in. */
export interface Entry {
  /** Resolved when it may begin; absent where it may at once. */
  readonly turn: Promise<void> | undefined;
  /** Ends it; to be called once. */
  leave(): void;
}
