import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The services that the server speaks for. */
export type AccountService = 'cloudwatch' | 'dynamodb' | 'iam' | 'iot' | 'lambda' | 'logs';

type Members = Readonly<Record<string, unknown>>;

/** A call as it was read from the wire. */
export interface AccountCall {
  readonly operation: string;
  readonly input: Members;
}

/** An answer before it is written: the members of a success, or an error by the name that the service gives it. */
export type AccountAnswer =
  | { readonly output: Members }
  | { readonly status: number; readonly error: string };

/** How one service is spoken to. */
export interface AccountWire {
  /** The call, unless the path or the header names none of the operations that the server has. */
  read(request: IncomingMessage, body: string): AccountCall | undefined;
  write(response: ServerResponse, answer: AccountAnswer, operation: string): void;
}

/** Which service is meant: a signature names it. */
export function signedService({ headers }: IncomingMessage): AccountService | undefined {
  const [, name = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/([a-z-]+)\/aws4_request,/.exec(
      headers.authorization ?? '',
    ) ?? [];
  return Object.hasOwn(signingNames, name) ? signingNames[name] : undefined;
}

const signingNames: Readonly<Record<string, AccountService>> = {
  dynamodb: 'dynamodb',
  iam: 'iam',
  iot: 'iot',
  lambda: 'lambda',
  logs: 'logs',
  monitoring: 'cloudwatch',
};

/** What AWS says of an error is in its own words, and of no use to a program. */
export const messageOf = (error: string): string => `the test server answers ${error}`;

/** A request's id, as all services give one. */
export const newRequestId = (): string => randomUUID();
