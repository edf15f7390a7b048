/** How long a certificate waits for its activation, and its ownership token holds, in milliseconds. */
export const activationMs = 3_600_000;
