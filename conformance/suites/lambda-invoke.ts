import { isDeepStrictEqual } from 'node:util';
import { serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { toResponse } from '@gangway/core';
import { anEvent, memoryLogger } from '@gangway/testing';
import hook from '../../examples/first-hook/hook.js';
import { eventRows } from '../events.js';
import { awsCli } from '../invoke/aws-cli.js';
import { boto3 } from '../invoke/boto3.js';
import type { Invoked, Invoker } from '../invoke/invoker.js';
import type { Suite } from '../suite.js';

/** An invocation, and what must become of it; a decision is compared as JSON. */
interface Case {
  readonly name: string;
  readonly call: readonly [type: string, payload: string];
  readonly wanted: { readonly error: string | null; readonly decision?: unknown };
}

/** AWS's own clients invoke the served hook as a Lambda function, by its endpoint. The one for Node is in the tests. */
export const lambdaInvoke: Suite = {
  name: 'lambda-invoke',
  async run({ progress }) {
    const clients = [boto3, awsCli].filter(({ version }) => version !== undefined);
    const missing = [boto3, awsCli].filter((client) => !clients.includes(client));
    const absent = missing.map(({ name }) => `${name} is not installed`).join(', ');
    if (clients.length === 0) return { summary: '', faults: [], skipped: absent };
    const server = await serve(quietHook(), { port: 0, insecure: 'loopback' });
    const faults: string[] = [];
    const summaries: string[] = [];
    try {
      for (const client of clients) {
        progress(`${client.name} ${client.version}`);
        // The command line starts anew for each: the rows of the table are for the other one.
        const cases = [...plainCases(), ...(client === boto3 ? await tableCases() : [])];
        faults.push(...(await caseFaults(client, server.url, cases)));
        summaries.push(`${client.name} ${client.version}: ${cases.length} invocations`);
      }
    } finally {
      await server.close();
    }
    const summary = [...summaries, ...(absent === '' ? [] : [`MISSING: ${absent}`])].join('; ');
    return { summary, faults };
  },
};

const quietHook = () => composeHook(hook, { replace: [memoryLogger().plugin()] });
const denied = { allowProvisioning: false, parameterOverrides: {} };

function plainCases(): readonly Case[] {
  const good = JSON.stringify(anEvent({ serialNumber: 'SN-0001' }));
  const unknown = JSON.stringify(anEvent({ serialNumber: 'SN-9999' }));
  const oslo = { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } };
  const decided = (name: string, payload: string, decision: unknown): Case => ({
    name,
    call: ['RequestResponse', payload],
    wanted: { error: null, decision },
  });
  const refused = (name: string, call: Case['call'], error: string): Case => ({
    name,
    call,
    wanted: { error },
  });
  return [
    decided('a known device', good, oslo),
    decided('an unknown device', unknown, denied),
    { name: 'a dry run', call: ['DryRun', good], wanted: { error: null } },
    refused('an answer that nobody waits for', ['Event', good], 'InvalidParameterValueException'),
    refused('no JSON', ['RequestResponse', 'no JSON'], 'InvalidRequestContentException'),
  ];
}

async function tableCases(): Promise<readonly Case[]> {
  const core = quietHook();
  const rows = (await eventRows()).filter(({ body }) => body.length < 100_000);
  return Promise.all(
    rows.map(async ({ name, body }) => ({
      name,
      call: ['RequestResponse', body] as const,
      wanted: { error: null, decision: toResponse(await core.decide(JSON.parse(body))) },
    })),
  );
}

async function caseFaults(client: Invoker, endpoint: string, cases: readonly Case[]) {
  const invoked = await client.invoke(
    endpoint,
    cases.map(({ call }) => call),
  );
  return cases.flatMap(({ name, wanted }, index) => {
    const found = invoked[index];
    return found !== undefined && isDeepStrictEqual(told(found), wanted)
      ? []
      : [`${client.name}, ${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];
  });
}

/** A dry run has no payload; the command line writes an empty file. */
function told({ error, payload }: Invoked): Case['wanted'] {
  return payload === null || payload === '' ? { error } : { error, decision: JSON.parse(payload) };
}
