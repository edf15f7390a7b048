/** The devices that service and clients of this suite both know, and the key between them; it guards nothing. */
export const fleet = Object.freeze({
  key: `whsec_${Buffer.alloc(32, 'soak').toString('base64')}`,
  /** Another one, which the service does not have. */
  strangeKey: `whsec_${Buffer.alloc(32, 'else').toString('base64')}`,
  serials: Array.from({ length: 200 }, (_, index) => `SN-${String(index).padStart(4, '0')}`),
});
