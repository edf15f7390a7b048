import { coreReasonCodes, type DecisionRecord, type DecisionSink } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/**
 * What every `DecisionSink` does. Run it in the adapter's own tests.
 *
 * @param make a sink, and the outcomes and codes that it has taken down so far
 * @example
 * decisionSinkContract('memory', () => {
 *   const sink = memoryDecisionSink();
 *   const taken = () => sink.records.map(({ outcome, reason }) => ({ outcome, code: reason?.code }));
 *   return { sink, taken };
 * });
 */
export function decisionSinkContract(
  name: string,
  make: () => {
    readonly sink: DecisionSink;
    taken(): readonly { readonly outcome: unknown; readonly code: unknown }[];
  },
): void {
  const { signal } = new AbortController();
  const context = { signal, reasonCodes: coreReasonCodes };
  const record = (more: Partial<DecisionRecord>): DecisionRecord =>
    Object.freeze({
      outcome: 'ALLOW',
      subject: Object.freeze({ requestId: 'r-1', certificateId: 'a'.repeat(64) }),
      trace: Object.freeze([]),
      receivedAt: Date.UTC(2030, 0, 1),
      durationMs: 1.5,
      ...more,
    });

  describe(`DecisionSink contract: ${name}`, () => {
    it('takes down every decision, allowed or denied, with its code', async () => {
      const { sink, taken } = make();
      await sink.record(record({}), context);
      const reason = {
        code: 'DEVICE_UNKNOWN',
        detail: 'no such device',
        plugin: 'registered-device',
      };
      await sink.record(record({ outcome: 'DENY_POLICY', reason }), context);
      await sink.record(
        record({ outcome: 'DENY_ERROR', reason: { ...reason, code: 'CHECK_FAILED' } }),
        context,
      );
      expect(taken()).to.deep.equal([
        { outcome: 'ALLOW', code: undefined },
        { outcome: 'DENY_POLICY', code: 'DEVICE_UNKNOWN' },
        { outcome: 'DENY_ERROR', code: 'CHECK_FAILED' },
      ]);
    });
  });
}
