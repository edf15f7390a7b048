import type { HookDescription, PluginDescription } from '@gangway/composition';

/** Parameters that carry a serial number where no plugin says which does. */
const usualParameter = 'SerialNumber';

/**
 * The parameter that carries the serial number: the one that `registered-device` reads, which is what a hook knows devices by.
 */
export function serialParameterOf({ plugins }: HookDescription): string {
  const every = plugins.flatMap(withParts);
  const knows = every.find(({ name }) => name === 'registered-device');
  return knows?.parameters[0] ?? usualParameter;
}

const withParts = (plugin: PluginDescription): readonly PluginDescription[] => [
  plugin,
  ...plugin.parts.flatMap(withParts),
];

/**
 * A template that fits a hook: it declares what the hook reads and sets, names the thing by its serial number, and tells the device
 * what the hook sets.
 *
 * @returns JSON text
 */
export function defaultTemplate(description: HookDescription): string {
  const { parameters, overrideKeys } = description;
  const serial = serialParameterOf(description);
  const names = [...new Set([serial, ...parameters, ...overrideKeys])];
  const client = '${iot:Connection.Thing.ThingName}';
  const template = {
    Parameters: Object.fromEntries(
      names.map((name) => [
        name,
        // What a device need not send, or a hook need not set, must not keep a thing from being made.
        name === serial ? { Type: 'String' } : { Type: 'String', Default: '' },
      ]),
    ),
    Resources: {
      thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { Ref: serial } } },
      certificate: {
        Type: 'AWS::IoT::Certificate',
        Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' }, Status: 'ACTIVE' },
      },
      policy: {
        Type: 'AWS::IoT::Policy',
        Properties: {
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              allow('iot:Connect', `client/${client}`),
              allow(['iot:Publish', 'iot:Receive'], `topic/devices/${client}/*`),
              allow('iot:Subscribe', `topicfilter/devices/${client}/*`),
            ],
          },
        },
      },
    },
    ...(overrideKeys.length === 0
      ? {}
      : {
          DeviceConfiguration: Object.fromEntries(overrideKeys.map((key) => [key, { Ref: key }])),
        }),
  };
  return JSON.stringify(template);
}

const allow = (action: string | readonly string[], resource: string) => ({
  Effect: 'Allow',
  Action: action,
  Resource: `arn:aws:iot:*:*:${resource}`,
});
