import * as v from 'valibot';
import type { Account } from '../account/account.js';
import { invalidRequest } from './service-error.js';

/** What operations work on. */
export interface ControlContext {
  readonly account: Account;
  /** Cuts off whoever is connected with this certificate. */
  disconnect(certificateId: string): void;
  /** `host:port` where devices connect. */
  endpoint(): string;
}

/** Where a call's members stand in its HTTP request. Whatever is named nowhere here stands in the body. */
export interface HttpBinding {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With labels as AWS writes them: `/things/{thingName}`. */
  readonly path: string;
  /** Members in the query, which has the same names. */
  readonly query: readonly string[];
  /** Members in headers, by name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One operation of AWS IoT's API. */
export interface Operation extends HttpBinding {
  /** As AWS calls it: `DescribeThing`. */
  readonly name: string;
  /**
   * Carries it out.
   *
   * @param input the call's members, from wherever they stood, not yet looked at
   * @returns the members of the answer; none where AWS answers with an empty body
   * @throws ServiceError when it refuses
   */
  call(
    context: ControlContext,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
}

type Answer = Readonly<Record<string, unknown>> | undefined;

interface Definition<Members extends v.ObjectEntries> {
  readonly name: string;
  readonly method: HttpBinding['method'];
  readonly path: string;
  readonly query?: readonly (keyof Members & string)[];
  readonly headers?: HttpBinding['headers'];
  /** What each member may be. Members that are not here are left out, as AWS does. */
  readonly members: Members;
  run(
    context: ControlContext,
    input: v.InferOutput<v.ObjectSchema<Members, undefined>>,
  ): Answer | Promise<Answer>;
}

/** Makes an operation whose input is checked before it runs. */
export function defineOperation<const Members extends v.ObjectEntries>({
  query = [],
  headers = {},
  members,
  run,
  ...definition
}: Definition<Members>): Operation {
  const schema = v.object(members);
  return Object.freeze({
    ...definition,
    query,
    headers,
    async call(context: ControlContext, input: Readonly<Record<string, unknown>>) {
      const { success, output, issues } = v.safeParse(schema, input, { abortEarly: true });
      if (!success) throw invalidRequest(fault(issues[0]));
      return run(context, output);
    },
  });
}

// Keys of attributes come from the caller, of any length.
const longestPath = 200;

/** In AWS's form, but for the value: bodies hold signing requests and documents, which belong into no log. */
function fault(issue: v.BaseIssue<unknown>): string {
  const at = (v.getDotPath(issue) ?? '').slice(0, longestPath);
  const wanted =
    issue.input === undefined ? 'Member must not be null' : `Member must be ${issue.expected}`;
  return `1 validation error detected: Value at '${at}' failed to satisfy constraint: ${wanted}`;
}
