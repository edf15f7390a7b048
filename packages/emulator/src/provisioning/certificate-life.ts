export { deleteCertificate, isOver } from '../account/expiry.js';

/** How long a certificate waits for its activation, and its ownership token holds, in milliseconds. */
export const activationMs = 3_600_000;
