import { seededRehearsal } from '../rehearsal/seeded-rehearsal.js';
import type { Suite } from '../suite.js';

/** Impostors for each device. */
const impostorShare = 0.05;

/**
 * A fleet and its impostors come through the emulator with faults put in, twice with one seed: no answer is wrong, every admitted device
 * can connect, and both times the same is decided.
 */
export const rehearsal: Suite = {
  name: 'rehearsal',
  fullRuns: 10_000,
  async run({ seed, runs: devices, progress }) {
    const impostors = Math.max(5, Math.ceil(devices * impostorShare));
    const first = await seededRehearsal({ seed, devices, impostors, progress });
    const second = await seededRehearsal({ seed, devices, impostors, progress });
    const faults = [first, second].flatMap(({ report, memory }, run) => [
      ...report.wrong.map(({ who, code, detail }) => `run ${run + 1}: ${code} ${who}: ${detail}`),
      ...memory.faults.map((fault) => `run ${run + 1}: memory grew: ${fault}`),
      ...(report.admitted === devices ? [] : [`run ${run + 1}: ${report.admitted} admitted`]),
    ]);
    if (first.report.decisionsHash !== second.report.decisionsHash) {
      faults.push('the same seed gave other decisions');
    }
    const { report, memory } = first;
    const put = Object.values(report.faults).reduce((sum, count) => sum + count, 0);
    return {
      summary: [
        `${devices} devices and ${impostors} impostors, twice: ${report.admitted} admitted, ${report.refused} refused, ${report.wrong.length} wrong answers`,
        `${put} faults put in`,
        `${((devices / report.durationMs) * 1_000).toFixed(0)} devices a second`,
        `heap ${memory.summary}`,
      ].join('; '),
      faults,
      rows: Object.entries(report.faults).map(([fault, count]) => ({ fault, count })),
    };
  },
};
