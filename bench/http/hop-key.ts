/** The key of the hop that client and server of this group share; it guards nothing. */
export const benchKey = `whsec_${Buffer.alloc(32, 'bench').toString('base64')}`;
