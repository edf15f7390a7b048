import type { LoadLimit } from './load-limit.js';

const leave = () => undefined;

/** As many as come. */
export const noLimit: LoadLimit = Object.freeze({ enter: () => leave });
