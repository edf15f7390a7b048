import { randomBytes } from 'node:crypto';

/** As long as what is signed of a device's signing request. */
export const floorRequest = randomBytes(118);
