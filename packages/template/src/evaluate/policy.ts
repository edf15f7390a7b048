import type { TextExpression } from '../expression.js';
import { membersOf } from '../read/json.js';
import type { PolicyResource, Provisioning } from '../template.js';
import { textOf } from './expression.js';
import { formed, forms } from './form.js';
import type { Given } from './given.js';
import { Refusal } from './refusal.js';

/** "The policy document size limit excludes whitespace": https://docs.aws.amazon.com/general/latest/gr/iot-core.html */
const maxDocument = 2048;

export const evaluatePolicy = (
  policy: PolicyResource,
  given: Given,
): Provisioning['policies'][number] =>
  policy.kind === 'name'
    ? { kind: 'name', name: formed(policy.name, forms.policyName, given) }
    : { kind: 'document', document: documentOf(policy.document, given) };

/** That it is the JSON of an object is all that is asked here; what its statements mean is for whoever enforces them. */
function documentOf(expression: TextExpression, given: Given): string {
  const document = textOf(expression, given);
  if (!isObject(document)) {
    const message = 'PolicyDocument must be the JSON of an object; look at what is put into it.';
    throw new Refusal('POLICY_DOCUMENT_MALFORMED', expression.at, message);
  }
  if (document.replaceAll(/\s/g, '').length > maxDocument) {
    const message = `PolicyDocument has ${maxDocument} characters at the most, white space apart.`;
    throw new Refusal('POLICY_DOCUMENT_TOO_LONG', expression.at, message);
  }
  return document;
}

function isObject(json: string): boolean {
  try {
    return membersOf(JSON.parse(json)) !== undefined;
  } catch {
    return false;
  }
}
