import type { TextExpression } from '../../expression.js';
import type { Found, LintRule } from '../subject.js';
import { letsEveryoneIn } from './policy-statements.js';

// Quota "Maximum policy document size"; https://docs.aws.amazon.com/general/latest/gr/iot-core.html
const documentLimit = 2_048;

/** A device that is allowed nothing, or everything; policy documents that no policy can be made of. */
export const policy: LintRule = ({ template: { policies, thing } }) => {
  if (policies.length === 0 && thing?.thingGroups === undefined) {
    return [
      {
        code: 'POLICY_MISSING',
        at: '/Resources',
        message:
          'No resource is an AWS::IoT::Policy, and the thing is in no group: the device is allowed nothing, not even to connect. Add a policy.',
      },
    ];
  }
  return policies.flatMap((one) => (one.kind === 'document' ? lintDocument(one.document) : []));
};

function lintDocument(document: TextExpression): readonly Found[] {
  if (document.kind !== 'text') return [];
  const { at } = document;
  const parsed = parseObject(document.text);
  if (parsed === undefined) {
    return [
      {
        code: 'POLICY_DOCUMENT_MALFORMED',
        at,
        message: 'A policy document is a JSON object, or the text of one. Mend the text.',
      },
    ];
  }
  const { length } = JSON.stringify(parsed);
  return [
    ...(length <= documentLimit
      ? []
      : [
          {
            code: 'POLICY_DOCUMENT_TOO_LONG' as const,
            at,
            message: `The document has ${length} characters without white space; AWS IoT takes ${documentLimit}. Gather resources in fewer statements, or split it over two policies.`,
          },
        ]),
    ...(letsEveryoneIn(parsed)
      ? [
          {
            code: 'POLICY_FOR_EVERYONE' as const,
            at,
            message: `Each device may connect as any other. Allow iot:Connect for "client/\${iot:Connection.Thing.ThingName}" alone.`,
          },
        ]
      : []),
  ];
}

function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? parsed
      : undefined;
  } catch {
    return undefined;
  }
}
