import { Clock, defineFact, definePlugin, deny, fact, overrides, permit } from '@gangway/core';
import type { AwsCredentials } from './aws-client/client-options.js';
import { askRemote } from './remote-hook/ask-remote.js';
import { options } from './remote-hook/options.js';
import { reasonCodes } from './remote-hook/reason-codes.js';
import { wayToHook } from './remote-hook/way-to-hook.js';

export {
  type JavaHookOptions,
  javaHook,
  type PythonHookOptions,
  pythonHook,
} from './remote-hook/process/bootstraps.js';
export type { AwsCredentials };

/**
 * Runs another pre-provisioning hook as one step, unchanged: it gets the object that AWS IoT sends, its yes or no is this
 * check's verdict, and its `parameterOverrides` are merged with those of all other sources, by the same rules.
 *
 * Its answer is read to the letter: only `allowProvisioning: true`, with texts as overrides and nothing beside the two members,
 * is a yes. It is called once a request and no answer is kept; the call is made once more only where it has certainly not run.
 * Whatever it does beside answering, it does also where a later check denies: list it last.
 *
 * With `lambda`, the SDK `@aws-sdk/client-lambda` is loaded when the hook gets ready or, failing that, by the first request.
 * With `command`, the process is started then; {@link pythonHook} and {@link javaHook} name the command of a hook in those
 * languages.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 * @example remoteHook({ lambda: { functionName: 'old-hook', qualifier: 'live' }, keys: ['DeviceLocation'] })
 * @example
 * remoteHook({
 *   name: 'python',
 *   url: 'http://127.0.0.1:9000/2015-03-31/functions/function/invocations',
 *   keys: ['DeviceLocation'],
 * })
 * @example
 * remoteHook({
 *   command: pythonHook({ folder: 'python', handler: 'pre_provisioning.pre_provisioning_hook' }),
 *   keys: ['DeviceLocation'],
 * })
 */
export const remoteHook = definePlugin({
  name: 'remote-hook',
  options,
  needs: { clock: Clock },
  reasonCodes,
  build: (rules) => {
    const { name, keys, secret, timeoutSeconds } = rules;
    const { remote, permissions } = wayToHook(rules);
    const timeoutMs = timeoutSeconds * 1_000;
    const answer = defineFact<Readonly<Record<string, string>>>(
      name === undefined ? 'remote-hook' : `remote-hook:${name}`,
    );
    return {
      instance: name,
      facts: { gives: [answer] },
      permissions,
      checks: {
        'remote-hook': async (request, { ports: { clock }, signal }) => {
          const answered = await askRemote(remote, request, { clock, signal, timeoutMs });
          return answered.allow
            ? permit(fact(answer, answered.overrides))
            : deny('REMOTE_HOOK_DENIED', 'the other hook said no');
        },
      },
      overrides: {
        keys,
        values: (_request, { facts }) => {
          const values = facts.find(answer);
          if (values === undefined) throw new TypeError('remote-hook: the check gave no answer.');
          return overrides(values, { secret });
        },
      },
      prepare: async ({ signal }) => {
        await remote.open?.(signal);
      },
    };
  },
});
