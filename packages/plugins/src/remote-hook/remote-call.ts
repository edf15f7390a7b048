/** Calls a hook elsewhere once: the event's JSON text in, the answer's JSON text out. */
export interface RemoteCall {
  /** @throws PortError with one of the codes REMOTE_HOOK_* */
  invoke(
    event: string,
    call: {
      readonly signal: AbortSignal;
      /** Milliseconds since 1970. */
      readonly deadline: number;
    },
  ): Promise<Uint8Array>;
  /** Loads and opens what the first call needs. */
  open?(signal: AbortSignal): Promise<void>;
}
