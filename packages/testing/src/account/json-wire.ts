import { type AccountCall, type AccountWire, messageOf, newRequestId } from './account-call.js';
import { withEpochTimestamps } from './epoch-timestamps.js';

/**
 * A service whose calls name their operation in a header and have their input in the body.
 *
 * @param target what stands before the operation's name
 * @param namespace what stands before an error's name, with `#`; DynamoDB has one
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const jsonWire = (
  version: '1.0' | '1.1',
  target: string,
  operations: readonly string[],
  namespace = '',
): AccountWire => ({
  read({ headers }, body) {
    const operation = operations.find((name) => headers['x-amz-target'] === `${target}.${name}`);
    if (operation === undefined) return undefined;
    return { operation, input: JSON.parse(body) as AccountCall['input'] };
  },
  write(response, answer) {
    const failed = 'error' in answer;
    response.writeHead(failed ? answer.status : 200, {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': newRequestId(),
    });
    response.end(
      JSON.stringify(
        failed
          ? { __type: `${namespace}${answer.error}`, message: messageOf(answer.error) }
          : withEpochTimestamps(answer.output),
      ),
    );
  },
});
