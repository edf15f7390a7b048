/** What a fault is decided about: the how-manieth call of a client, so that the order in which clients come changes nothing. */
export interface FaultSubject {
  readonly clientId: string;
  readonly operation: 'CreateKeysAndCertificate' | 'CreateCertificateFromCsr' | 'RegisterThing';
}

/**
 * Which faults happen where. One answer a question, and the same ones for the same seed and the same sequence of calls of one
 * client.
 */
export interface FaultPlan {
  /**
   * When a request comes in: it is taken, taken twice, as a publish that was sent again, or the client is throttled and cut off, as
   * AWS IoT does over its limits.
   */
  request(subject: FaultSubject): 'take' | 'double' | 'throttle';
  /** When the hook is to be asked. */
  hook(
    subject: FaultSubject,
  ): { readonly kind: 'ask' | 'fail' } | { readonly kind: 'slow'; readonly milliseconds: number };
  /** When a token is handed out: it lasts, or is over at once. */
  token(subject: FaultSubject): 'keep' | 'expire';
  /** When a reply goes out. */
  reply(subject: FaultSubject): 'deliver' | 'lose' | 'double';
}

/** Nothing goes wrong. */
export const noFaults: FaultPlan = Object.freeze({
  request: () => 'take',
  hook: () => ({ kind: 'ask' }),
  token: () => 'keep',
  reply: () => 'deliver',
} satisfies FaultPlan);
