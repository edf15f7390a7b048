import * as v from 'valibot';
import { ServiceError } from '../service-error.js';

/** Most characters of a policy, but for white space. @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#iot-protocol-limits */
const documentLimit = 2_048;

const statement = v.object({ Effect: v.picklist(['Allow', 'Deny']) });
const document = v.object({ Statement: v.union([statement, v.array(statement)]) });

/** Whether it can be a policy at all; which of it has effect is told when it is evaluated. */
export function checkDocument(text: string): void {
  if (text.replaceAll(/\s/g, '').length > documentLimit) {
    throw malformed(`A policy has ${documentLimit} characters at most, but for white space`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw malformed('The policy document is not JSON');
  }
  if (!v.is(document, content)) {
    throw malformed(
      'A policy document is an object with Statement, each with Effect Allow or Deny',
    );
  }
}

const malformed = (message: string) => new ServiceError('MalformedPolicyException', message);
