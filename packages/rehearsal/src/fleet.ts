/** What a device has before it was ever connected. */
export interface FleetDevice {
  readonly serialNumber: string;
  /** How it makes its key: by itself, sending a signing request, or by having AWS IoT make it. */
  readonly keys: KeyKind;
}

export type KeyKind = 'p-256' | 'rsa-2048' | 'aws-iot';

/** What a device knows once it has a certificate, and may have to prove something about. */
export interface RegisteringDevice {
  readonly serialNumber: string;
  readonly clientId: string;
  readonly certificatePem: string;
  readonly certificateId: string;
  /** PEM. */
  readonly privateKey: string;
}

/** The devices of a rehearsal, and what they send. */
export interface Fleet {
  readonly devices: readonly FleetDevice[];
  /** The `parameters` of `RegisterThing`. */
  parametersOf(device: RegisteringDevice): Promise<Readonly<Record<string, string>>>;
  /**
   * What somebody sends who knows the serial number and nothing that only the device knows; the same as `parametersOf` unless
   * told, which is right where a device has no secret.
   */
  forgedParametersOf?(device: RegisteringDevice): Promise<Readonly<Record<string, string>>>;
  /**
   * What the device's firmware takes its thing's name to be where the reply that said so was lost; its serial number unless
   * told. It tries to connect as that before it asks for another certificate.
   */
  thingNameOf?(serialNumber: string): string;
}

/**
 * Who comes besides the fleet. `unknown-serial`: a device that nobody made. `cloned-serial`: one that comes as a device
 * that is aboard. `stolen-claim`: one with a claim certificate whose theft is known, as a device that is yet to come.
 * `tampered-token`: one that changes its ownership token. `replay`: one that sends again what another device has sent.
 */
export const impostorKinds = Object.freeze([
  'unknown-serial',
  'cloned-serial',
  'stolen-claim',
  'tampered-token',
  'replay',
] as const);

export type ImpostorKind = (typeof impostorKinds)[number];
