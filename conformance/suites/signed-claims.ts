import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flippedBits } from '../claims/flipped-bits.js';
import { joseSigns } from '../claims/jose-signs.js';
import { opensslSigns } from '../claims/openssl-signs.js';
import { verifiedElsewhere } from '../claims/verified-elsewhere.js';
import { exists } from '../command.js';
import type { Suite } from '../suite.js';

/** Tokens that others sign are permitted, ours are verified by others, and no changed one is permitted. */
export const signedClaims: Suite = {
  name: 'signed-claims',
  fullRuns: 100_000,
  async run({ seed, runs, progress }) {
    const missing = ['openssl', 'bash'].find((command) => !exists(command));
    if (missing !== undefined) {
      return { summary: '', faults: [], skipped: `there is no ${missing} on this machine` };
    }
    const folder = await mkdtemp(join(tmpdir(), 'gangway-signed-claims-'));
    try {
      const byOpenssl = await opensslSigns(folder, runs < 10_000 ? 8 : 300);
      const byJose = await joseSigns();
      const elsewhere = await verifiedElsewhere(folder);
      const flips = await flippedBits(runs, seed, progress);
      return {
        summary: `${byOpenssl.done} tokens by openssl and ${byJose.done} by jose permitted, ${elsewhere.done} verifications of ours by them, none of ${flips.done} tokens with flipped bits permitted`,
        faults: [byOpenssl, byJose, elsewhere, flips].flatMap(({ faults }) => faults),
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
