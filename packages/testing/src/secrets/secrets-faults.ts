import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { refused, type SecretsAnswer, writeAnswer } from './secrets-wire.js';

/**
 * What may go wrong. `hang`: no answer, ever. `reset`: the connection breaks; `half`: in the middle of an answer. `huge`: an
 * answer of 1 GB. `garbage`: 200 with a body that is not JSON; `empty`: with `{}`; `other`: with another secret; `unversioned`:
 * with one that names no version. `latin1`, `utf16`, `bom`: with the right answer in that charset, or with a byte order mark.
 * `redirect`: 307 to {@link redirectedPath} of the same server, where another secret is served. `page`: 502 with a page of HTML,
 * as a proxy gives it. Errors by name: `throttle` ThrottlingException; `deny` AccessDeniedException; `expired`
 * ExpiredTokenException; `signature-expired` InvalidSignatureException; `undecryptable` DecryptionFailure; `error` 500
 * InternalServiceError; `unavailable` 503 ServiceUnavailableException.
 */
export type SecretsFault = keyof typeof faults;

/** Those that are no errors by name, and may befall any answer. */
export type WireFault = keyof typeof wireFaults;

export interface SecretsFaultTerms {
  /** So many calls, then all is well again; without an end unless given. */
  readonly times?: number;
}

/** What a fault may show of the call that it meets. */
export interface FaultyCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The answer that would have been given. */
  readonly answer: SecretsAnswer;
}

type Fail = (call: FaultyCall) => void;

/** Where `redirect` leads. */
export const redirectedPath = '/redirected';

/** A secret that nobody asked for; a text that a caller can look for where it must not be. */
export const otherSecret = {
  ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:other-secret-abcdef',
  Name: 'other-secret',
  VersionId: 'version-of-another-secret',
  SecretString: 'value-of-another-secret',
  VersionStages: ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'],
};

const error =
  (status: number, name: string, message: string): Fail =>
  ({ response }) =>
    writeAnswer(response, { ...refused(name, message), status });

const changed =
  (change: (body: object) => Buffer | string): Fail =>
  ({ response, answer }) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(change('body' in answer ? answer.body : answer));
  };

const wireFaults = {
  hang: () => undefined,
  reset: ({ request }) => void request.socket.resetAndDestroy(),
  half: ({ response, answer }) => {
    const text = JSON.stringify('body' in answer ? answer.body : answer);
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': text.length,
    });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  },
  huge: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    // No faster than it is read; whoever has had enough breaks it off.
    pipeline(Readable.from(pieces('{"SecretString":"', 1_000_000_000)), response, () => undefined);
  },
  garbage: changed((body) => `<${JSON.stringify(body)}>`),
  empty: changed(() => '{}'),
  other: changed(() => JSON.stringify(otherSecret)),
  unversioned: changed((body) => JSON.stringify({ ...body, VersionId: undefined })),
  latin1: changed((body) => Buffer.from(JSON.stringify({ ...body, Note: 'é' }), 'latin1')),
  utf16: changed((body) => Buffer.from(`\ufeff${JSON.stringify(body)}`, 'utf16le')),
  bom: changed((body) => `\ufeff${JSON.stringify(body)}`),
  redirect: ({ response }) => {
    response.writeHead(307, { location: redirectedPath });
    response.end();
  },
  page: ({ response }) => {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
  },
} satisfies Record<string, Fail>;

const faults = {
  ...wireFaults,
  throttle: error(400, 'ThrottlingException', 'Rate exceeded'),
  deny: error(400, 'AccessDeniedException', 'User is not authorized to perform this action'),
  expired: error(400, 'ExpiredTokenException', 'The security token included is expired'),
  'signature-expired': error(400, 'InvalidSignatureException', 'Signature expired: 20300101'),
  undecryptable: error(400, 'DecryptionFailure', "Secrets Manager can't decrypt the secret"),
  error: error(500, 'InternalServiceError', 'An error occurred on the server side.'),
  unavailable: error(503, 'ServiceUnavailableException', 'The service is unavailable'),
} satisfies Record<string, Fail>;

const chunk = Buffer.alloc(64 * 1_024, 'a');

function* pieces(start: string, bytes: number) {
  yield start;
  for (let written = 0; written < bytes; written += chunk.length) yield chunk;
  yield '"}';
}

/** The faults that are set; a later one stands in front of an earlier one. */
export function createFaults() {
  let set: readonly { readonly fail: Fail; left: number }[] = [];
  return {
    add(kind: SecretsFault, { times = Number.POSITIVE_INFINITY }: SecretsFaultTerms = {}): void {
      set = [{ fail: faults[kind], left: times }, ...set];
    },
    clear(): void {
      set = [];
    },
    /** The fault that this call meets. */
    take(): Fail | undefined {
      const met = set.find(({ left }) => left > 0);
      if (met !== undefined) met.left -= 1;
      return met?.fail;
    },
  };
}
