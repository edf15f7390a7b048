import type { Registration } from '../device/provisioning-calls.js';

/** What devices sent and somebody else has seen: of those devices alone, as a fleet is large. */
export interface Overheard {
  hear(serialNumber: string, registration: Registration): void;
  /** What that device sent last. */
  of(serialNumber: string): Registration | undefined;
}

/** @param serialNumbers of the devices that are listened to */
export function createOverheard(serialNumbers: ReadonlySet<string>): Overheard {
  const heard = new Map<string, Registration>();
  return {
    hear(serialNumber, registration) {
      if (serialNumbers.has(serialNumber)) heard.set(serialNumber, registration);
    },
    of: (serialNumber) => heard.get(serialNumber),
  };
}
