// With GANGWAY_SEED set, every property test draws the same cases in every run; without it, others each time. A
// failure names its seed either way.
import { configureGlobal } from 'fast-check';

const seed = process.env.GANGWAY_SEED;
if (seed !== undefined) configureGlobal({ seed: Number(seed) });
