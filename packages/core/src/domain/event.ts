/**
 * The object that AWS IoT sends to a pre-provisioning hook, as the contract gives it.
 * Assignable both ways with `IoTPreProvisioningHookEvent` of `@types/aws-lambda`.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
export interface PreProvisioningEvent {
  /** Id of the claim certificate the device connected with: 64 lowercase hex digits. */
  claimCertificateId: string;
  /** SHA-256 of the new certificate's DER: 64 lowercase hex digits. */
  certificateId: string;
  /** The device's **new** certificate, one PEM block. */
  certificatePem: string;
  /** ARN of the provisioning template that calls the hook. */
  templateArn: string;
  /** MQTT client id of the connection that asked. */
  clientId: string;
  /** What the device sent as `parameters` of `RegisterThing`. */
  parameters: Record<string, string>;
}

/** The two fields of the contract; nothing else ever reaches AWS IoT or the device. */
export interface PreProvisioningResponse {
  allowProvisioning: boolean;
  parameterOverrides: Record<string, string>;
}
