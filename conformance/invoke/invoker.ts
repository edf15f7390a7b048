/** What a client made of an invocation. */
export interface Invoked {
  readonly status: number;
  /** `X-Amz-Function-Error`, or the name of the exception; nothing where all was well. */
  readonly error: string | null;
  /** As it came; nothing with an exception. */
  readonly payload: string | null;
}

/** A client of Lambda's that invokes a function by its endpoint. */
export interface Invoker {
  readonly name: string;
  /** Where it lies on this machine; `undefined` where it is not there. */
  readonly version: string | undefined;
  /**
   * @param calls each an invocation type and a payload, one after the other
   */
  invoke(
    endpoint: string,
    calls: readonly (readonly [type: string, payload: string])[],
  ): Promise<readonly Invoked[]>;
}
