import {
  type RunningServer,
  type ServeOptions,
  serve,
  toFetchHandler,
} from '@gangway/adapter-http';
import { type DecidingHook, type Lifecycle, PortError } from '@gangway/core';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { key } from './caller.js';
import { rawClient, rawPost } from './raw-client.js';
import { gate, sampleHook, unsigned } from './sample-hook.js';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> }>
  >;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const lifecycle = (take: Lifecycle['take']): Lifecycle => ({
  clock: fakeClock(),
  logger: memoryLogger(),
  take,
});
const taken = lifecycle(async () => ({ kind: 'confirmed', deviceIds: ['SN-0001'] }));

async function documentOf(options: { readonly lifecycle?: Lifecycle } = {}): Promise<Document> {
  const handle = toFetchHandler(sampleHook().hook, { ...unsigned, ...options });
  const response = await handle(new Request('http://hook/openapi.json'));
  expect(response.headers.get('content-type')).to.equal('application/json');
  return response.json() as Promise<Document>;
}

const operationsOf = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path: path.replace('{name}', 'first-fleet-hook'),
    })),
  );

describe('GET /openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const document = await documentOf({ lifecycle: taken });
    const { valid, errors } = await validator.validate({ ...document });
    expect(errors).to.equal(undefined);
    expect(valid).to.equal(true);
    expect(validator.version).to.equal('3.1');
  });

  it('has the presence events where they are taken, and there alone', async () => {
    expect((await documentOf()).paths).to.not.have.property('/lifecycle');
    expect((await documentOf({ lifecycle: taken })).paths).to.have.property('/lifecycle');
  });

  it('asks for a presence event where one is taken, and for the type of an invocation', async () => {
    const { paths } = await documentOf({ lifecycle: taken });
    expect(JSON.stringify(paths['/lifecycle'])).to.contain('schemas/PresenceEvent"');
    expect(JSON.stringify(paths['/events'])).to.contain('schemas/Event"');
    for (const [path, operations] of Object.entries(paths)) {
      const asksType = JSON.stringify(operations).includes('"x-amz-invocation-type"');
      expect(asksType, path).to.equal(path.endsWith('/invocations'));
    }
  });

  it('has every route that there is, and none that there is not', async () => {
    const document = await documentOf({ lifecycle: taken });
    const handle = toFetchHandler(sampleHook().hook, { ...unsigned, lifecycle: taken });
    const routes = operationsOf(document).map(({ method, path }) => `${method} ${path}`);
    expect(routes).to.have.members([
      'POST /events',
      'POST /2015-03-31/functions/first-fleet-hook/invocations',
      'POST /lifecycle',
      'GET /healthz',
      'GET /readyz',
      'GET /metrics',
      'GET /openapi.json',
    ]);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
      for (const { path } of operationsOf(document)) {
        const body = method === 'GET' ? null : '{}';
        const { status } = await handle(new Request(`http://hook${path}`, { method, body }));
        expect(status === 405, `${method} ${path}`).to.equal(!routes.includes(`${method} ${path}`));
      }
    }
  });
});

/** An answer as it came over the wire. */
interface Wire {
  readonly status: string;
  readonly type: string | undefined;
  readonly body: string;
}

async function send(server: RunningServer, text: string): Promise<Wire> {
  const client = rawClient(server.port);
  client.send(text);
  const answer = await client.received;
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [, status = ''] = /^HTTP\/1\.1 (\d+)/.exec(head) ?? [];
  const [, type] = /^content-type: ([^;\r]+)/im.exec(head) ?? [];
  return { status, type, body };
}

const close = ['Connection: close'];
const event = JSON.stringify(anEvent());
const posts = ['decideEvent', 'invokeFunction', 'takePresence'];

describe('what the document says of answers', () => {
  const servers: RunningServer[] = [];
  const start = async (hook: DecidingHook, options: Partial<ServeOptions> = {}) => {
    const server = await serve(hook, {
      port: 0,
      closeGraceMs: 0,
      ...(options.keys === undefined ? { insecure: 'loopback' } : {}),
      lifecycle: taken,
      ...options,
    });
    servers.push(server);
    return server;
  };
  after(() => Promise.all(servers.map((server) => server.close())));

  const everyday = () => start(sampleHook().hook, { headersTimeoutMs: 100, requestTimeoutMs: 100 });

  /** A server whose decisions and presence events are at their limits. */
  async function busy(): Promise<RunningServer> {
    const { plugin, reached } = gate();
    const asked = Promise.withResolvers<void>();
    const take: Lifecycle['take'] = () => {
      asked.resolve();
      return new Promise(() => undefined);
    };
    const { hook } = sampleHook([plugin]);
    const server = await start(hook, { inFlightLimit: 1, lifecycle: lifecycle(take) });
    rawClient(server.port).send(rawPost(event));
    rawClient(server.port).send(rawPost('{}', [], '/lifecycle'));
    await Promise.all([reached, asked.promise]);
    return server;
  }

  const broken = () =>
    start(
      { ...sampleHook().hook, decide: () => Promise.reject(new Error('broken')) },
      { lifecycle: lifecycle(() => Promise.reject(new Error('broken'))) },
    );
  const storeless = () => {
    const down = () => Promise.reject(new PortError('LEDGER_FAILED', 'down'));
    return start(sampleHook().hook, { lifecycle: lifecycle(down) });
  };
  const unready = () => {
    const probe = async () => [
      { plugin: 'timetable', answered: false, code: 'TIMETABLE_DOWN', durationMs: 1 },
    ];
    return start({ ...sampleHook().hook, probe });
  };

  const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: hook\r\nConnection: close\r\n\r\n`;
  const post = (path: string, headers: readonly string[] = [], body = event) =>
    rawPost(body, [...close, ...headers], path);

  // For each status: how it comes about on a path.
  const onPosts: Readonly<Record<string, (path: string) => Promise<Wire>>> = {
    200: async (path) => send(await everyday(), post(path)),
    400: async (path) => send(await everyday(), post(path, ['Content-Length: 1'])),
    401: async (path) => send(await start(sampleHook().hook, { keys: [key] }), post(path)),
    408: async (path) => send(await everyday(), post(path).slice(0, -5)),
    413: async (path) => send(await everyday(), post(path, [], `"${'a'.repeat(300_000)}"`)),
    417: async (path) => send(await everyday(), post(path, ['Expect: a reply'])),
    431: async (path) => send(await everyday(), post(path, [`X: ${'a'.repeat(20_000)}`])),
    503: async (path) => send(await busy(), post(path)),
  };
  const ways: Readonly<Record<string, Readonly<Record<string, (path: string) => Promise<Wire>>>>> =
    {
      decideEvent: { ...onPosts, 500: async (path) => send(await broken(), post(path)) },
      invokeFunction: {
        ...onPosts,
        204: async (path) => send(await everyday(), post(path, ['X-Amz-Invocation-Type: DryRun'])),
      },
      takePresence: { ...onPosts, 500: async (path) => send(await broken(), post(path)) },
      getHealth: { 200: async (path) => send(await everyday(), get(path)) },
      getReadiness: {
        200: async (path) => {
          const server = await everyday();
          await send(server, get('/healthz'));
          return send(server, get(path));
        },
        503: async (path) => {
          const server = await unready();
          await send(server, get('/healthz'));
          return send(server, get(path));
        },
      },
      getMetrics: { 200: async (path) => send(await everyday(), get(path)) },
      getOpenApi: { 200: async (path) => send(await everyday(), get(path)) },
    };

  let document: Document;
  const ajv = new Ajv2020({ strict: false });
  before(async () => {
    document = await documentOf({ lifecycle: taken });
    ajv.addSchema(document, 'document');
  });

  /** Throws where an answer is not as the document has it. */
  function expectDescribed(operationId: string, { status, type, body }: Wire): void {
    const operation = operationsOf(document).find((other) => other.operationId === operationId);
    const described = operation?.responses[status];
    expect(described, `${operationId} ${status}`).to.not.equal(undefined);
    const { content = {} } = described ?? {};
    expect(Object.keys(content)).to.deep.equal(type === undefined ? [] : [type]);
    if (type !== 'application/json') return;
    const pointer = [
      ...operationPointer(operationId),
      'responses',
      status,
      'content',
      type,
      'schema',
    ];
    const escaped = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const isValid = ajv.validate(
      { $ref: `document#/${escaped.map(encodeURIComponent).join('/')}` },
      JSON.parse(body),
    );
    expect(isValid, `${operationId} ${status} ${body} ${ajv.errorsText()}`).to.equal(true);
  }

  const operationPointer = (operationId: string): readonly string[] => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (operation.operationId === operationId) return ['paths', path, method];
      }
    }
    throw new Error(`no operation is called ${operationId}`);
  };

  for (const [operationId, statuses] of Object.entries(ways)) {
    for (const [status, way] of Object.entries(statuses)) {
      it(`holds of ${operationId} with ${status}`, async () => {
        const path = operationsOf(document).find(
          (other) => other.operationId === operationId,
        )?.path;
        const wire = await way(path ?? '');
        expect(wire.status).to.equal(status);
        expectDescribed(operationId, wire);
      });
    }
  }

  it('holds of a store that could not be asked', async () => {
    const wire = await send(await storeless(), post('/lifecycle'));
    expect(wire.status).to.equal('503');
    expectDescribed('takePresence', wire);
  });

  it('holds of a fault of the hook as Lambda has it', async () => {
    const wire = await send(await broken(), post('/2015-03-31/functions/hook/invocations'));
    expect(wire.status).to.equal('200');
    expectDescribed('invokeFunction', wire);
  });

  it('leaves out nothing that is shown here, and shows nothing else', () => {
    for (const { operationId, responses } of operationsOf(document)) {
      expect(Object.keys(responses)).to.have.members(Object.keys(ways[operationId] ?? {}));
    }
  });

  it('allows with 200 alone', () => {
    for (const operationId of posts.slice(0, 2)) {
      const allowing = JSON.stringify({ allowProvisioning: true, parameterOverrides: {} });
      for (const status of Object.keys(ways[operationId] ?? {})) {
        const wire = { status, type: 'application/json', body: allowing };
        if (status === '200') expectDescribed(operationId, wire);
        else expect(() => expectDescribed(operationId, wire)).to.throw();
      }
    }
  });
});
