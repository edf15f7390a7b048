import { DerCursor } from '#core/certificate/der.js';
import { DerFault } from '#core/certificate/fault.js';

export const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

export const cursorOver = (hex: string): DerCursor => new DerCursor(bytes(hex));

/** What a reading faults with: `kind: message`, or `read`. */
export function faultOf(read: () => unknown): string {
  try {
    read();
    return 'read';
  } catch (error) {
    if (error instanceof DerFault) return `${error.kind}: ${error.message}`;
    throw error;
  }
}
