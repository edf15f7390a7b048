import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../bench/bundle.js';
import { askedBodies } from '../http/bodies.js';
import { endure } from '../http/endurance.js';
import { closeSlowClients } from '../http/slow-clients.js';
import { stopUnderLoad } from '../http/stops.js';
import { seeded } from '../seeded.js';
import type { Suite } from '../suite.js';

/** A served hook for long: right answers, flat memory, stops that lose nothing, and no patience with slow clients. */
export const http: Suite = {
  name: 'http',
  fullRuns: 1_000_000,
  async run({ seed, runs, progress }) {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-http-'));
    try {
      const entry = new URL('../http/service.ts', import.meta.url);
      const { file } = await bundle(entry, folder);
      const setting = { file, bodies: askedBodies(), random: seeded(seed), progress };
      const slow = await closeSlowClients(file);
      progress(slow.summary);
      const rounds = Math.max(5, runs / 20_000);
      const stops = await stopUnderLoad(setting, rounds);
      progress(stops.summary);
      const endured = await endure(setting, runs);
      const parts = [endured, stops, slow];
      return {
        summary: parts.map(({ summary }) => summary).join('; '),
        faults: parts.flatMap(({ faults }) => faults),
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
