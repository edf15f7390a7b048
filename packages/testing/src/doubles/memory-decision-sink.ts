import {
  type DecisionRecord,
  DecisionSink,
  definePlugin,
  type Plugin,
  provide,
} from '@gangway/core';

/** A sink that keeps what it sees. */
export interface MemoryDecisionSink extends DecisionSink {
  readonly records: readonly DecisionRecord[];
  plugin(): Plugin;
}

/** @example composeHook(hook, { replace: [memoryDecisionSink().plugin()] }) */
export function memoryDecisionSink(): MemoryDecisionSink {
  const records: DecisionRecord[] = [];
  const sink: MemoryDecisionSink = {
    records,
    record(record) {
      records.push(record);
    },
    plugin: definePlugin({
      name: 'memory-decision-sink',
      build: () => ({ provides: [provide(DecisionSink, {}, () => sink)] }),
    }),
  };
  return sink;
}
