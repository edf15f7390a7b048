import { type AccountWire, messageOf, newRequestId } from './account-call.js';

/**
 * A service whose calls are forms and whose answers are XML.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const queryWire = (namespace: string, operations: readonly string[]): AccountWire => ({
  read({ method }, body) {
    const { Action, Version: _, ...input } = Object.fromEntries(new URLSearchParams(body));
    const operation = operations.find((name) => name === Action);
    return method !== 'POST' || operation === undefined ? undefined : { operation, input };
  },
  write(response, answer, operation) {
    const requestId = `<RequestId>${newRequestId()}</RequestId>`;
    const failed = 'error' in answer;
    response.writeHead(failed ? answer.status : 200, { 'content-type': 'text/xml' });
    response.end(
      failed
        ? `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${answer.error}</Code><Message>${messageOf(answer.error)}</Message></Error>${requestId}</ErrorResponse>`
        : `<${operation}Response xmlns="${namespace}"><${operation}Result>${xmlOf(answer.output)}</${operation}Result><ResponseMetadata>${requestId}</ResponseMetadata></${operation}Response>`,
    );
  },
});

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${xmlOf(item)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => `<${name}>${xmlOf(member)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[&<>]/g, (character) => escapes[character] ?? '');
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
