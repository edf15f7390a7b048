// A container in a process of its own. Says its port in a line on standard output, then each decision in a line.
// usage: container-program <port, 0 for any> <keys as JSON> <options of serve as JSON>
import { serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { type DecisionRecord, DecisionSink, definePlugin, provide } from '@gangway/core';
import { memoryLogger } from '@gangway/testing';
import { behavingHook } from './behaving-hook.js';

const [, , port = '0', keys = '[]', options = '{}'] = process.argv;
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const tellingSink = definePlugin({
  name: 'telling-sink',
  build: () => ({
    provides: [
      provide(DecisionSink, {}, () => ({
        record: ({ subject, reason }: DecisionRecord) => {
          say({ clientId: subject.clientId ?? '', code: reason?.code ?? 'ALLOW' });
        },
      })),
    ],
  }),
});
const hook = composeHook(behavingHook, { replace: [tellingSink(), memoryLogger().plugin()] });
const server = await serve(hook, {
  port: Number(port),
  keys: JSON.parse(keys),
  ...JSON.parse(options),
});
say({ port: server.port });
