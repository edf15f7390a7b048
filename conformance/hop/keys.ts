import { randomBytes } from 'node:crypto';

/** A key of the hop as text, drawn. */
export const newHopKey = (): string => `whsec_${randomBytes(32).toString('base64')}`;
