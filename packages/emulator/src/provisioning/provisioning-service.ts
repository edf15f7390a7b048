/** Who asks: the connection that the call came on. */
export interface Caller {
  /** MQTT client id. */
  readonly clientId: string;
  /** Of the certificate that the connection was made with: the claim certificate, as the hook calls it. */
  readonly certificateId: string;
  /** Tells this call apart in the log and in the hook's. */
  readonly requestId: string;
}

/** One of the three MQTT operations. The payload is decoded, from JSON or CBOR, and may be anything at all. */
export type ProvisioningCall =
  | { readonly operation: 'CreateKeysAndCertificate'; readonly payload: unknown }
  | { readonly operation: 'CreateCertificateFromCsr'; readonly payload: unknown }
  | {
      readonly operation: 'RegisterThing';
      readonly templateName: string;
      readonly payload: unknown;
    };

/** The fleet provisioning API, whatever protocol it is called over. */
export interface ProvisioningService {
  /**
   * Carries one call out, and gives what goes out on the `accepted` topic.
   *
   * @throws Rejection what goes out on the `rejected` topic; anything else thrown is a fault of the emulator, which the caller
   *   logs and answers with 500 `InternalFailure`
   */
  call(call: ProvisioningCall, caller: Caller): Promise<Readonly<Record<string, unknown>>>;
}
