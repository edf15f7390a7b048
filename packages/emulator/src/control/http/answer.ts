import type { ServiceError } from '../service-error.js';

/**
 * A success: its members as JSON, or nothing.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function answer(
  requestId: string,
  members: Readonly<Record<string, unknown>> | undefined,
): Response {
  return new Response(members === undefined ? null : JSON.stringify(members), {
    headers: {
      'x-amzn-requestid': requestId,
      ...(members === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
}

/** An error: its name stands in a header, with a colon behind it; the body has the message and a trace id. */
export function refusal(
  requestId: string,
  { code, status, message, members }: ServiceError,
): Response {
  return Response.json(
    { message, traceId: requestId, ...members },
    { status, headers: { 'x-amzn-requestid': requestId, 'x-amzn-errortype': `${code}:` } },
  );
}
