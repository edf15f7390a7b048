import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exists } from '../command.js';
import { flips } from '../factory/flips.js';
import { withOpenssl } from '../factory/with-openssl.js';
import type { Suite } from '../suite.js';

/** Proofs by `openssl`, made as docs/factory-identity.md says, are permitted, and ours verify there; no flipped bit permits. */
export const factoryIdentity: Suite = {
  name: 'factory-identity',
  fullRuns: 100_000,
  async run(options) {
    const independent = await byOpenssl();
    const { count, faults } = await flips(options);
    return {
      summary: `${independent.summary}; ${count} flipped bits of proofs and chains denied`,
      faults: [...independent.faults, ...faults],
    };
  },
};

async function byOpenssl() {
  if (!exists('openssl')) {
    return { summary: 'nothing asked of openssl, which is not on this machine', faults: [] };
  }
  const folder = await mkdtemp(join(tmpdir(), 'gangway-factory-'));
  try {
    const { count, faults } = await withOpenssl(folder);
    return { summary: `${count} proofs by openssl permitted, and ours verified there`, faults };
  } finally {
    await rm(folder, { recursive: true });
  }
}
