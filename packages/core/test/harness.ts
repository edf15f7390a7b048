import {
  type Admission,
  type Check,
  type Claim,
  type ClaimLedger,
  type Condition,
  claimOf,
  committed,
  coreReasonCodes,
  createHook,
  type Decision,
  type FactUse,
  type HookParts,
  type IntentSource,
  judgeCommit,
  nodeCryptoCertificateReader,
  type Overrides,
  type ProvisioningRequest,
  permit,
  planCommit,
  type Ready,
  type ReadyChecks,
  type ReadySources,
  type StepContext,
} from '@gangway/core';
import {
  anEvent,
  type FakeClock,
  fakeClock,
  type MemoryDecisionSink,
  type MemoryLogger,
  memoryDecisionSink,
  memoryLogger,
} from '@gangway/testing';

/** One certificate serves all tests of the pipeline: what is in it is another suite's concern. */
export const event = anEvent({ serialNumber: 'SN-0001' });

export interface Bench {
  readonly clock: FakeClock;
  readonly logger: MemoryLogger;
  readonly sink: MemoryDecisionSink;
  decide(input?: unknown, options?: { deadline?: number; requestId?: string }): Promise<Decision>;
  refuse: ReturnType<typeof createHook>['refuse'];
}

/** A hook made of ready parts, with doubles for what it knows of the world. */
export function bench(parts: Partial<HookParts> = {}): Bench {
  const clock = fakeClock();
  const logger = memoryLogger();
  const sink = memoryDecisionSink();
  const hook = createHook({
    checks: [step('yes', () => permit())],
    overrideSources: [],
    intents: [],
    certificateReader: nodeCryptoCertificateReader(),
    decisionSinks: [sink],
    clock,
    logger,
    reasonCodes: coreReasonCodes,
    protectedKeys: new Set(),
    freshParameters: new Set(),
    records: {},
    ...parts,
  });
  return {
    clock,
    logger,
    sink,
    // A default parameter would turn the event `undefined` into the good one.
    decide: (...given) => hook.decide(given.length === 0 ? event : given[0], given[1]),
    refuse: hook.refuse,
  };
}

interface StepMore {
  readonly facts?: FactUse;
  readonly conditions?: readonly Condition[];
}

/** A ready check. */
export const step = (name: string, run: Check, more: StepMore = {}): Ready<Check> => ({
  kind: 'step',
  plugin: name,
  name,
  facts: {},
  conditions: [],
  run,
  ...more,
});

/** A ready override source. */
export const source = (
  name: string,
  keys: readonly string[],
  values: (request: ProvisioningRequest, context: StepContext) => Overrides | Promise<Overrides>,
  more: StepMore = {},
): ReadySources => ({
  kind: 'step',
  plugin: name,
  name,
  facts: {},
  conditions: [],
  keys,
  run: { values },
  ...more,
});

/** A ready source of intents. */
export const intent = (
  name: string,
  run: IntentSource,
  more: StepMore = {},
): Ready<IntentSource> => ({
  kind: 'step',
  plugin: name,
  name,
  facts: {},
  conditions: [],
  run,
  ...more,
});

export const allOf = (
  children: readonly ReadyChecks[],
  more: { concurrent?: boolean; conditions?: readonly Condition[] } = {},
): ReadyChecks => ({
  kind: 'allOf',
  name: 'all-of',
  conditions: [],
  concurrent: false,
  children,
  ...more,
});

export const anyOf = (...branches: readonly (readonly ReadyChecks[])[]): ReadyChecks => ({
  kind: 'anyOf',
  name: 'any-of',
  conditions: [],
  branches: branches.map((children, index) => ({
    condition: { name: `branch ${index + 1}` },
    children,
  })),
});

/** The code of a denial, `ALLOW` for an allow. */
export const codeOf = (decision: Decision): string =>
  decision.outcome === 'ALLOW' ? 'ALLOW' : decision.reason.code;

/** What no check should ever return, as one that does. */
export const junk =
  (value: unknown): Check =>
  () =>
    value as ReturnType<typeof permit>;

/** Never settles. */
export const never = <T>(): Promise<T> => new Promise(() => {});

/** A ledger of which only commits are asked. */
export const ledgerOf = (commit: ClaimLedger['commit']): ClaimLedger => ({
  commit,
  confirm: async () => ({ kind: 'no-claim' }),
  release: async () => ({ kind: 'not-claimed' }),
});

/** A ledger that keeps claims by core's own rule, and nothing else. */
export function ruleLedger(now = 0): ClaimLedger {
  const admissions = new Map<string, Admission>();
  const claims = new Map<string, Claim>();
  return ledgerOf(async (entry) => {
    const { certificateId, parametersHash, answer } = entry;
    const plan = planCommit(entry.intents, now);
    if ('kind' in plan) return plan;
    const admission = admissions.get(certificateId);
    const result = judgeCommit(
      entry,
      plan,
      {
        ...(admission === undefined ? {} : { admission }),
        claimOn: (deviceId) => claims.get(deviceId),
        stateOf: () => undefined,
        counted: () => 0,
        spentUntil: () => undefined,
      },
      now,
    );
    if (result.kind !== 'committed') return result;
    const deviceIds = plan.claims.map(({ deviceId }) => deviceId);
    admissions.set(certificateId, {
      certificateId,
      committed: { parametersHash, answer, deviceIds },
    });
    for (const planned of plan.claims) {
      claims.set(planned.deviceId, claimOf(entry, planned, now));
    }
    return committed();
  });
}
