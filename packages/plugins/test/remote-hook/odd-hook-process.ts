// A hook that speaks the Runtime API by hand and does, well or badly, what the event's parameter `Do` asks for. Its first
// argument says how it starts.
import { connect } from 'node:net';

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const [start = 'well'] = process.argv.slice(2);

const post = (path: string, body: string | ReadableStream) =>
  fetch(`${api}${path}`, { method: 'POST', body, duplex: 'half' } as RequestInit);
const next = () => fetch(`${api}/invocation/next`);
const never = new Promise<never>(() => setInterval(() => {}, 60_000));

/** Whoever listens there sees when this process begins, and when it ends. */
const witness =
  process.env.WITNESS === undefined ? undefined : connect(Number(process.env.WITNESS), '127.0.0.1');

const allow = (overrides: object = {}) =>
  JSON.stringify({ allowProvisioning: true, parameterOverrides: overrides });

const yes = () => allow({ Pid: String(process.pid) });

const endless = (limit: number) => {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= limit) return never;
      sent += 1;
      controller.enqueue(new TextEncoder().encode(' '.repeat(10_000)));
      return undefined;
    },
  });
};

const acts: Readonly<Record<string, (id: string, token: string) => Promise<unknown>>> = {
  echo: (id, token) => post(`/invocation/${id}/response`, allow({ DeviceLocation: token })),
  'answer late': async (id, token) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await post(`/invocation/${id}/response`, allow({ DeviceLocation: token }));
  },
  answer: (id) => post(`/invocation/${id}/response`, yes()),
  deny: (id) => post(`/invocation/${id}/response`, '{"allowProvisioning":false}'),
  text: (id) => post(`/invocation/${id}/response`, '{"allowProvisioning":"true"}'),
  garbage: (id) => post(`/invocation/${id}/response`, '<html>'),
  environment: (id) =>
    post(`/invocation/${id}/response`, allow({ Names: Object.keys(process.env).join() })),
  throw: (id) =>
    post(`/invocation/${id}/error`, '{"errorType":"KeyError","errorMessage":"token-canary-5d1c"}'),
  'throw a text': (id) => post(`/invocation/${id}/error`, '{"errorType":"token-canary 5d1c"}'),
  hang: () => never,
  block: () => {
    for (;;);
  },
  exit: () => process.exit(7),
  crash: async () => process.kill(process.pid, 'SIGSEGV'),
  'answer and exit': async (id) => {
    await post(`/invocation/${id}/response`, yes());
    process.exit(0);
  },
  'answer and leave when told': async (id) => {
    await post(`/invocation/${id}/response`, yes());
    witness?.once('data', () => process.exit(0));
    await never;
  },
  'another id': () => post('/invocation/00000000-0000-4000-8000-000000000000/response', yes()),
  twice: async (id) => {
    await post(`/invocation/${id}/response`, yes());
    await post(`/invocation/${id}/response`, allow());
  },
  'not at all': async () => {},
  much: (id) => post(`/invocation/${id}/response`, endless(30)),
  'without an end': (id) => post(`/invocation/${id}/response`, endless(2)),
};

const starts: Readonly<Record<string, () => Promise<unknown>>> = {
  well: async () => {},
  never: () => never,
  exit: async () => process.exit(3),
  'init error': async () => {
    await post('/init/error', '{"errorType":"Runtime.ImportModuleError","errorMessage":"no"}');
    return never;
  },
};

await starts[start]?.();
for (;;) {
  const invocation = await next();
  const id = invocation.headers.get('lambda-runtime-aws-request-id') ?? '';
  const event = (await invocation.json()) as { parameters: { Do?: string; Token?: string } };
  await acts[event.parameters.Do ?? 'answer']?.(id, event.parameters.Token ?? '');
}
