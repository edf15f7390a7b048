/** What an event may hold at most. Lengths are in UTF-16 code units, as `String.length` counts. */
export const limits = Object.freeze({
  /** A device certificate has about 1,200 characters; sixteen kilobytes leave room for RSA 4096 and many names. */
  pemLength: 16_384,
  parameterCount: 100,
  /** Template parameter keys, from the AWS IoT quotas. */
  parameterNameLength: 2_048,
  /** Template parameter values, from the AWS IoT quotas. */
  parameterValueLength: 4_096,
  clientIdLength: 128,
  /** Template names: 1 to 36 of `[0-9A-Za-z_-]`. */
  templateNameLength: 36,
});

/** Times of the way through, in milliseconds. */
export const timing = Object.freeze({
  /** AWS IoT gives the hook five seconds, a cold start included. */
  awsLimitMs: 5_000,
  /** Kept for the way back, so that our own deny arrives before AWS gives up. */
  marginMs: 500,
  /** A commit starts only with this much left. */
  commitReserveMs: 500,
  /** What the checks of a monitor get, all together, and its override sources again, unless it says otherwise. */
  monitorMs: 1_000,
  /** What an override source gets under a failure policy other than `deny`, unless that says otherwise. */
  overrideSourceMs: 1_500,
  /** What the decision sinks get, all together. */
  sinkBudgetMs: 100,
  /** An unconfirmed claim holds for as long as AWS IoT's certificate ownership token lives: an hour. */
  claimLeaseMs: 3_600_000,
});
