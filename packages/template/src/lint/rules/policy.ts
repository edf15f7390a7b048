import type { TextExpression } from '../../expression.js';
import type { Found, LintRule } from '../subject.js';
import { letsEveryoneIn } from './policy-statements.js';

/** A device that is allowed nothing, or everything. */
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
  if (document.kind !== 'text' || !letsEveryoneIn(parsed(document.text))) return [];
  return [
    {
      code: 'POLICY_FOR_EVERYONE',
      at: document.at,
      message: `Each device may connect as any other. Allow iot:Connect for "client/\${iot:Connection.Thing.ThingName}" alone.`,
    },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
