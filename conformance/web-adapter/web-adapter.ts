import { setTimeout as pause } from 'node:timers/promises';
import { type WebAdapterSettings, webAdapterSettings } from './settings.js';

export interface WebAdapter {
  /** Whether the service has said that it is ready. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

// As the adapter has it: it asks every 10 ms, and takes any status below 500 for ready.
const askEveryMs = 10;
const unhealthy = 500;

/**
 * Does what AWS Lambda Web Adapter does with events that are not HTTP: it waits until the service is ready, posts each
 * event to it, drops status and headers of the answer, and gives its body as the function's result; `null` where that is
 * no JSON text.
 *
 * @param runtimeApi host and port of the Runtime API
 * @see https://awslabs.github.io/aws-lambda-web-adapter/features/non-http-events.html
 */
export function startWebAdapter(
  runtimeApi: string,
  environment: Readonly<Record<string, string>>,
): WebAdapter {
  const settings = webAdapterSettings(environment);
  const stop = new AbortController();
  const ready = becomeReady(settings, stop.signal);
  const running = ready.then(() => run(`http://${runtimeApi}`, settings, stop.signal));
  return {
    ready,
    async close() {
      stop.abort();
      await running.catch(() => undefined);
    },
  };
}

async function becomeReady({ port, readinessPath }: WebAdapterSettings, signal: AbortSignal) {
  const url = `http://127.0.0.1:${port}${readinessPath}`;
  for (;;) {
    const response = await fetch(url, { signal }).catch(() => undefined);
    await response?.body?.cancel();
    if (response !== undefined && response.status < unhealthy) return;
    await pause(askEveryMs, undefined, { signal });
  }
}

async function run(runtimeApi: string, settings: WebAdapterSettings, signal: AbortSignal) {
  const invocation = `${runtimeApi}/2018-06-01/runtime/invocation`;
  for (;;) {
    const next = await fetch(`${invocation}/next`, { signal });
    const event = await next.text();
    const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
    const result = await ask(settings, event, contextOf(next.headers), signal).catch(failure);
    const way = 'errorMessage' in result ? 'error' : 'response';
    const body = 'errorMessage' in result ? JSON.stringify(result) : result.text;
    await (await fetch(`${invocation}/${id}/${way}`, { method: 'POST', body, signal })).text();
  }
}

async function ask(
  { port, eventPath, isFailure }: WebAdapterSettings,
  event: string,
  context: string,
  signal: AbortSignal,
): Promise<{ readonly text: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}${eventPath}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-amzn-request-context': 'null',
      'x-amzn-lambda-context': context,
    },
    body: event,
    signal,
  });
  const text = await answer.text();
  if (isFailure(answer.status)) {
    throw new Error(`Request failed with configured error status code: ${answer.status}`);
  }
  return { text: isText(answer.headers) ? jsonOrNull(text) : 'null' };
}

/** As the runtime tells it of the invocation. */
const contextOf = (headers: Headers): string =>
  JSON.stringify({
    request_id: headers.get('lambda-runtime-aws-request-id'),
    deadline: Number(headers.get('lambda-runtime-deadline-ms')),
    invoked_function_arn: headers.get('lambda-runtime-invoked-function-arn'),
    xray_trace_id: headers.get('lambda-runtime-trace-id'),
    client_context: null,
    identity: null,
    env_config: { function_name: 'first-fleet-hook', memory: 128, version: '$LATEST' },
  });

/** A body of another type, or an encoded one, is binary to it, and gets lost. */
const isText = (headers: Headers): boolean =>
  headers.get('content-encoding') === null &&
  /^(?:text\/|application\/(?:json|javascript|xml))|\+(?:json|xml)/.test(
    headers.get('content-type') ?? '',
  );

function jsonOrNull(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return 'null';
  }
}

const failure = (error: unknown) => ({
  errorType: 'Error',
  errorMessage: error instanceof Error ? error.message : String(error),
});
