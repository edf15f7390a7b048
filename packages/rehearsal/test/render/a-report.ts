import type { RehearsalReport, Verdict } from '@gangway/rehearsal';

/** A report as a rehearsal of a small fleet gives it: all right, with some faults. */
export function aReport(changes: Partial<RehearsalReport> = {}): RehearsalReport {
  return {
    seed: 7,
    beganAt: Date.UTC(2026, 0, 31, 8, 15),
    durationMs: 41_250,
    concurrency: 32,
    templateName: 'first-fleet',
    hook: 'hook.ts',
    admitted: 1_000,
    refused: 50,
    kinds: [
      { kind: 'genuine', came: 1_000, admitted: 1_000 },
      { kind: 'unknown-serial', came: 10, admitted: 0 },
      { kind: 'cloned-serial', came: 10, admitted: 0 },
      { kind: 'stolen-claim', came: 10, admitted: 0 },
      { kind: 'tampered-token', came: 10, admitted: 0 },
      { kind: 'replay', came: 10, admitted: 0 },
    ],
    reasons: [
      { reason: 'DEVICE_CLAIMED', count: 16 },
      { reason: 'InvalidCertificateOwnershipToken', count: 14 },
      { reason: 'DEVICE_UNKNOWN', count: 10 },
      { reason: 'NOT_CONNECTED', count: 10 },
    ],
    wrong: [],
    latency: {
      connect: { count: 1_130, p50: 9.4, p90: 22, p99: 61, max: 240 },
      create: { count: 1_090, p50: 14.2, p90: 31, p99: 8_004, max: 8_010 },
      register: { count: 1_072, p50: 21, p90: 48, p99: 5_050, max: 10_004 },
      hook: { count: 1_049, p50: 1.8, p90: 4.1, p99: 14, max: 5_003 },
      reconnect: { count: 1_000, p50: 8.2, p90: 19, p99: 44, max: 102 },
      whole: { count: 1_050, p50: 62, p90: 160, p99: 12_300, max: 21_800 },
    },
    faults: { 'lost reply': 21, throttled: 19, 'slow hook': 9, 'broker restart': 0 },
    timeline: Array.from({ length: 42 }, (_, second) => ({
      second,
      admitted: 18 + ((second * 7) % 13),
      refused: second % 3,
      retries: (second * 5) % 4,
    })),
    verdicts: [
      ...Array.from(
        { length: 1_000 },
        (_, index): Verdict => ({
          who: `SN-${String(index + 1).padStart(6, '0')}`,
          kind: 'genuine',
          outcome: 'admitted',
          retries: index % 50 === 0 ? 1 : 0,
        }),
      ),
      ...Array.from(
        { length: 50 },
        (_, index): Verdict => ({
          who: `impostor ${index + 1}`,
          kind: 'unknown-serial',
          outcome: 'refused',
          reason: 'DEVICE_UNKNOWN',
          retries: 0,
        }),
      ),
    ],
    decisionsHash: '3fa2b1'.padEnd(64, '0'),
    ...changes,
  };
}

/** A rehearsal that nobody came to. */
export const emptyReport: RehearsalReport = aReport({
  durationMs: 3,
  admitted: 0,
  refused: 0,
  kinds: [],
  reasons: [],
  latency: {},
  faults: {},
  timeline: [],
  verdicts: [],
});

/** Device ids as whoever makes them up may make them up. */
export const hostileNames: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '\u202eevil\u2066',
  'שלום',
  '\u001b[2J\u0007\0',
  '\ud800',
  '\u2028\u2029',
  '$'.concat('{1}`{{x}}'),
  'x'.repeat(10_240),
];

/** A report in which every text that could come from outside is hostile. */
export const hostileReport: RehearsalReport = aReport({
  hook: hostileNames.join(' '),
  templateName: hostileNames.join(' '),
  decisionsHash: '<script>',
  reasons: hostileNames.map((reason, index) => ({ reason, count: 50 - index })),
  wrong: hostileNames.map((who) => ({
    who,
    kind: 'genuine',
    code: 'REFUSED_GENUINE',
    detail: who,
  })),
  faults: Object.fromEntries(hostileNames.map((name, index) => [name, index + 1])),
  verdicts: hostileNames.map((who) => ({
    who,
    kind: 'replay',
    outcome: 'refused',
    reason: who,
    retries: 0,
  })),
});
