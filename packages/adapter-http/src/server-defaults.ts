/** What holds where an option of a server is not given. */
export const serverDefaults = Object.freeze({
  hostname: '127.0.0.1',
  replayLimit: 1_000_000,
  /**
   * Most octets of a body. An MQTT message to AWS IoT has at most 128 kB, so that is what a device can send as parameters;
   * as much again leaves room for the certificate and for escapes.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#message-broker-limits
   */
  bodyLimit: 256 * 1_024,
  headersTimeoutMs: 2_000,
  requestTimeoutMs: 2_500,
  keepAliveTimeoutMs: 65_000,
  /**
   * Most decisions under way at one time. AWS IoT asks ten times a second unless an account had its quota raised, and no
   * decision takes longer than 4.5 seconds: 45 at most, and as much again for what else calls. With bodies of the longest
   * that are taken, so many hold 32 MB.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#fleet-provisioning-limits
   */
  inFlightLimit: 128,
  connectionLimit: 2_048,
  drainMs: 0,
  closeGraceMs: 8_000,
});
