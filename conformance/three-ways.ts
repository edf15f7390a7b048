import { type RunningServer, serve } from '@gangway/adapter-http';
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook, type HookDefinition } from '@gangway/composition';
import { type PreProvisioningResponse, toResponse } from '@gangway/core';
import { memoryDecisionSink, memoryLogger } from '@gangway/testing';

/** What one way said about one event, all that must not depend on the way. */
export interface Answer {
  readonly response: PreProvisioningResponse;
  readonly outcome: string;
  readonly code: string;
  readonly steps: readonly string[];
}

export interface Way {
  readonly name: string;
  answer(body: string): Promise<Answer>;
}

export interface ThreeWays {
  readonly ways: readonly Way[];
  readonly server: RunningServer;
  close(): Promise<void>;
}

/** The same definition behind core, the Lambda handler and HTTP, each composed for itself. */
export async function threeWays(definition: HookDefinition): Promise<ThreeWays> {
  const core = composedAnswers(definition);
  const lambda = composedAnswers(definition);
  const http = composedAnswers(definition);
  const handler = lambdaHandler(lambda.hook);
  const server = await serve(http.hook, { port: 0, insecure: 'loopback' });
  const context = { awsRequestId: 'conformance', getRemainingTimeInMillis: () => 4_500 };
  return {
    server,
    close: server.close,
    ways: [
      {
        name: 'core',
        answer: core.answer,
      },
      {
        name: 'Lambda',
        answer: async (body) => lambda.told(await handler(JSON.parse(body), context)),
      },
      {
        name: 'HTTP',
        answer: async (body) => {
          const response = await fetch(`${server.url}/events`, { method: 'POST', body });
          return http.told((await response.json()) as PreProvisioningResponse);
        },
      },
    ],
  };
}

/** A hook composed by itself, and what it said, with the record of the decision behind it. */
export function composedAnswers(definition: HookDefinition) {
  const sink = memoryDecisionSink();
  const hook = composeHook(definition, { replace: [sink.plugin(), memoryLogger().plugin()] });
  /** What came back for the last event, together with the record of the decision. */
  const told = (response: PreProvisioningResponse): Answer => {
    const record = sink.records.at(-1);
    return {
      response,
      outcome: record?.outcome ?? 'no decision was recorded',
      code: record?.reason?.code ?? 'ALLOW',
      steps: (record?.trace ?? []).map(({ step, name, verdict }) => `${step} ${name}: ${verdict}`),
    };
  };
  const answer = async (body: string) => told(toResponse(await hook.decide(JSON.parse(body))));
  return { hook, told, answer };
}
