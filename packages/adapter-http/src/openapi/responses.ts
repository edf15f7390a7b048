import type { OperationId } from './route-table.js';
import type { schemas } from './schemas.js';

/** What an operation answers with one status. */
export interface DescribedResponse {
  readonly description: string;
  /** A schema of JSON, or `text`; nothing for an answer without a body. */
  readonly body?: keyof typeof schemas | 'text';
  readonly headers?: Readonly<Record<string, string>>;
}

type Responses = Readonly<Record<number, DescribedResponse>>;

const denial = (description: string): DescribedResponse => ({ description, body: 'Denial' });

const notDecided: Responses = {
  400: denial('The body was not JSON in UTF-8, or broke off; or the request was not HTTP.'),
  401: denial('The call was not let in.'),
  408: denial('The client was too slow.'),
  413: denial('The body was over the limit.'),
  417: denial('The request expected what there is not.'),
  431: denial('The headers were too large, or too many.'),
  503: denial('The call was turned away for load.'),
};

/** What each operation answers. */
export const responses: Readonly<Record<OperationId, Responses>> = {
  decideEvent: {
    200: { description: 'The decision.', body: 'Answer' },
    ...notDecided,
    500: denial('The hook itself failed, against its contract.'),
  },
  invokeFunction: {
    200: {
      description: 'The decision; a denial where the hook itself failed.',
      body: 'Answer',
      headers: { 'X-Amz-Function-Error': 'Unhandled, where the hook itself failed.' },
    },
    204: { description: 'A dry run, which would have been let in.' },
    ...notDecided,
    400: denial('The same, or a type of invocation that is not taken.'),
  },
  takePresence: {
    200: {
      description: 'What came of it, also where the event was refused.',
      body: 'PresenceOutcome',
    },
    ...notDecided,
    500: denial('The lifecycle itself failed.'),
    503: denial(
      'The store could not be asked, or the call was turned away for load: bring it again.',
    ),
  },
  getHealth: { 200: { description: 'It runs.', body: 'Health' } },
  getReadiness: {
    200: { description: 'It is ready.', body: 'Ready' },
    503: { description: 'It is not, and why.', body: 'NotReady' },
  },
  getMetrics: {
    200: { description: 'The metrics, in the text format of Prometheus.', body: 'text' },
  },
  getOpenApi: { 200: { description: 'This document.', body: 'Document' } },
};
