import { serve } from '@gangway/adapter-http';
import { composeHook, defineHook, type Hook, type HookDefinition } from '@gangway/composition';
import {
  type DecisionRecord,
  DecisionSink,
  definePlugin,
  Logger,
  type Plugin,
  type PreProvisioningResponse,
  provide,
  type Token,
} from '@gangway/core';

export interface StartHookOptions {
  /** Plugins that provide ports in place of those in the definition, as `composeHook` takes them. */
  readonly replace?: readonly Plugin[];
}

/** A hook that runs as it does in a container, for a test. */
export interface RunningHook {
  /** Where it answers: `POST /events` and the other routes of `@gangway/adapter-http`. */
  readonly url: string;
  /** The hook behind it. */
  readonly hook: Hook;
  /** The records of all decisions so far, in order: reasons, traces, where overrides came from. */
  readonly decisions: readonly DecisionRecord[];
  /** Sends an event, as JSON over HTTP, and gives the answer. */
  invoke(event: unknown): Promise<PreProvisioningResponse>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves a hook over real HTTP on a free port of this machine. It logs nothing unless `replace` brings a `Logger`;
 * what it decided stands in `decisions`.
 *
 * @throws CompositionError when the hook cannot be composed
 * @example
 * await using running = await startHook(hook, { replace: [staticDeviceRegistry({ devices })] });
 * await running.invoke(anEvent({ serialNumber: 'SN-0001' })); // { allowProvisioning: true, parameterOverrides: {} }
 * running.decisions[0]?.outcome; // 'ALLOW'
 */
export async function startHook(
  definition: HookDefinition,
  { replace = [] }: StartHookOptions = {},
): Promise<RunningHook> {
  const decisions: DecisionRecord[] = [];
  const recorder = decisionRecorder(decisions);
  // Sinks of the definition add up; sinks among the replacements take the place of all others.
  const replacesSinks = provides(replace, DecisionSink);
  const hook = composeHook(
    replacesSinks ? definition : defineHook([...definition.plugins, recorder], definition.options),
    {
      replace: [
        ...replace,
        ...(replacesSinks ? [recorder] : []),
        ...(provides(replace, Logger) ? [] : [silentLogger()]),
      ],
    },
  );
  const server = await serve(hook, { port: 0, insecure: 'loopback' });
  return Object.freeze({
    url: server.url,
    hook,
    decisions,
    async invoke(event: unknown) {
      const response = await fetch(`${server.url}/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
      return (await response.json()) as PreProvisioningResponse;
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  });
}

const provides = (plugins: readonly Plugin[], port: Token<unknown>): boolean =>
  plugins.some((plugin) => plugin.provides.some(({ token }) => token === port));

const silentLogger = definePlugin({
  name: 'silent-logger',
  build: () => ({ provides: [provide(Logger, {}, () => ({ log: () => undefined }))] }),
});

const decisionRecorder = (decisions: DecisionRecord[]): Plugin =>
  definePlugin({
    name: 'decision-recorder',
    build: () => ({
      provides: [
        provide(DecisionSink, {}, () => ({
          record: (record) => {
            decisions.push(record);
          },
        })),
      ],
    }),
  })();
