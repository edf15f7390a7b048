/** How the function of a hook is set up. AWS IoT waits five seconds, a cold start among them. */
export const hookSettings = Object.freeze({
  runtime: 'nodejs24.x',
  architecture: 'arm64',
  timeoutSeconds: 4,
  /** AWS IoT takes no answer after this. */
  mostTimeoutSeconds: 5,
  memoryMb: 512,
  logFormat: 'JSON',
  logRetentionDays: 90,
  /** The alias that AWS IoT calls, so that a deployment can be taken back. */
  alias: 'live',
  /** Of the template's `provisioningHook`. */
  payloadVersion: '2020-04-01',
});

/** How the function behind the rule on presence events is set up. */
export const lifecycleSettings = Object.freeze({
  ...hookSettings,
  timeoutSeconds: 10,
  mostTimeoutSeconds: 60,
});

/**
 * The rule that brings presence events.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 */
export const presenceRule = Object.freeze({
  sql: "SELECT * FROM '$aws/events/presence/connected/#'",
  sqlVersion: '2016-03-23',
  topic: '$aws/events/presence/connected/#',
});
