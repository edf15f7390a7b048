import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

type Fields = Readonly<Record<string, unknown>>;

/** A page of a browser, driven by its DevTools protocol. */
export interface BrowserPage {
  /** Sends a command and gives its result. */
  send(method: string, params?: Fields): Promise<Fields>;
  /** Events so far, of these methods. */
  events(...methods: readonly string[]): readonly Fields[];
  /** What an expression comes to, run beside the page's own policy. */
  evaluate(expression: string): Promise<unknown>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly error?: { readonly message: string };
}

const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe'];

/**
 * Starts a Chromium without a window, uses a page of it, and ends it. It is spoken to over a pipe: there is no port to be taken.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export async function withChromium<T>(
  command: string,
  use: (page: BrowserPage) => Promise<T>,
): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'gangway-chromium-'));
  const browser = spawn(command, [...quiet, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = once(browser, 'exit');
  try {
    const [, , , input, output] = browser.stdio;
    const wire = speak(input as Writable, output as Readable);
    const gone = ended.then(() => Promise.reject(new Error(`${command} ended`)));
    return await Promise.race([openPage(wire).then(use), gone]);
  } finally {
    browser.kill('SIGKILL');
    await ended;
    // Its children write on for a moment.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Messages are JSON, each ended by a zero. */
function speak(input: Writable, output: Readable) {
  const waiting = new Map<number, (message: Message) => void>();
  const heard: Message[] = [];
  let rest = '';
  let last = 0;
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const message = JSON.parse(text) as Message;
      if (message.id === undefined) heard.push(message);
      else waiting.get(message.id)?.(message);
    }
  });
  input.on('error', () => {});
  return {
    heard,
    send(method: string, params: Fields = {}, sessionId?: string): Promise<Fields> {
      last += 1;
      const id = last;
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result = {}, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result);
          else reject(new Error(`${method}: ${error.message}`));
        });
      });
    },
  };
}

async function openPage({ heard, send }: ReturnType<typeof speak>): Promise<BrowserPage> {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const toPage: BrowserPage['send'] = (method, params) => send(method, params, String(sessionId));
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await toPage(`${domain}.enable`);
  return {
    send: toPage,
    events: (...methods) =>
      heard.filter(({ method = '' }) => methods.includes(method)).map(({ params = {} }) => params),
    async evaluate(expression) {
      const { result, exceptionDetails } = await toPage('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { readonly value?: unknown }).value;
    },
  };
}
