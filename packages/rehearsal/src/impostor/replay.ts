/**
 * How somebody sends again what it has seen a device send: `same-request` word for word; `own-certificate` the same
 * parameters, with a certificate and token of its own.
 */
export const replayVariants = Object.freeze(['same-request', 'own-certificate'] as const);

/** The variant that has a token which was used, and none of its own. */
export const [sameRequest] = replayVariants;
