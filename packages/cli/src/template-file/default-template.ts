import type { HookDescription } from '@gangway/composition';

const own = 'arn:aws:iot:*:*';
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of AWS IoT's policies, not of this file
const itsName = '${iot:Connection.Thing.ThingName}';

/**
 * A template for a hook that has none: a thing named by its serial number, an active certificate, a policy for its own
 * topics. What the hook reads and sets is declared, and goes nowhere: what devices are told is for the owner of the fleet to say.
 *
 * @param serial the parameter that names the thing
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 */
export function defaultTemplate(
  { parameters, overrideKeys }: Pick<HookDescription, 'parameters' | 'overrideKeys'>,
  serial: string,
): string {
  const others = [...new Set([...parameters, ...overrideKeys])].filter((name) => name !== serial);
  const body = {
    Parameters: {
      [serial]: { Type: 'String' },
      ...Object.fromEntries(others.map((name) => [name, { Type: 'String', Default: '' }])),
    },
    Resources: {
      thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { Ref: serial } } },
      certificate: {
        Type: 'AWS::IoT::Certificate',
        Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' }, Status: 'ACTIVE' },
      },
      policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyDocument: policyDocument } },
    },
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

const policyDocument = {
  Version: '2012-10-17',
  Statement: [
    allow('iot:Connect', `client/${itsName}`),
    allow(['iot:Publish', 'iot:Receive'], `topic/devices/${itsName}/*`),
    allow('iot:Subscribe', `topicfilter/devices/${itsName}/*`),
  ],
};

function allow(action: string | readonly string[], resource: string) {
  return { Effect: 'Allow', Action: action, Resource: `${own}:${resource}` };
}
