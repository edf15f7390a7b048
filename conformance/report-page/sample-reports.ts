import type { RehearsalReport } from '@gangway/rehearsal';

const hostile = [
  '</script><script>document.title = "taken"</script>',
  '"><img src="http://127.0.0.1:9/taken">',
  '\u202eevil',
  'x'.repeat(10_240),
];

/** Reports as rehearsals give them, and such as nobody wants to get, by what is odd about them. */
export function sampleReports(seed: number): Readonly<Record<string, RehearsalReport>> {
  const usual = reportOf(seed, 1_000);
  return {
    usual,
    'ten thousand devices': reportOf(seed, 10_000),
    'one device': { ...reportOf(seed, 1), faults: {}, reasons: [] },
    'nobody came': {
      ...reportOf(seed, 0),
      kinds: [],
      latency: {},
      faults: {},
      reasons: [],
      timeline: [],
    },
    'hostile names': {
      ...usual,
      hook: hostile.join(' '),
      reasons: hostile.map((reason, index) => ({ reason, count: 10 - index })),
      wrong: hostile.map((who) => ({
        who,
        kind: 'replay',
        code: 'ADMITTED_IMPOSTOR',
        detail: who,
      })),
    },
  };
}

function reportOf(seed: number, devices: number): RehearsalReport {
  const times = (p50: number) => ({ count: devices, p50, p90: p50 * 2, p99: p50 * 9, max: 5_100 });
  return {
    seed,
    beganAt: Date.UTC(2030, 0, 1),
    durationMs: devices * 20,
    concurrency: 64,
    templateName: 'first-fleet',
    hook: 'hook.ts',
    admitted: devices,
    refused: 20,
    kinds: [
      { kind: 'genuine', came: devices, admitted: devices },
      { kind: 'replay', came: 20, admitted: 0 },
    ],
    reasons: [
      { reason: 'DEVICE_CLAIMED', count: 13 },
      { reason: 'InvalidCertificateOwnershipToken', count: 7 },
    ],
    wrong: [],
    latency: { connect: times(9), create: times(14), register: times(30), whole: times(80) },
    faults: { 'lost reply': 12, throttled: 4 },
    timeline: Array.from({ length: Math.max(1, Math.floor(devices / 50)) }, (_, second) => ({
      second,
      admitted: Math.min(devices, 50),
      refused: second % 2,
      retries: second % 3,
    })),
    verdicts: Array.from({ length: devices }, (_, index) => ({
      who: `SN-${index}`,
      kind: 'genuine',
      outcome: 'admitted',
      retries: 0,
    })),
    decisionsHash: '0'.repeat(64),
  };
}
