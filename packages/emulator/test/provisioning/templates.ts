// Provisioning templates for tests, as objects.

const parameters = {
  SerialNumber: { Type: 'String' },
  Site: { Type: 'String', Default: 'nowhere' },
};

const certificate = {
  Type: 'AWS::IoT::Certificate',
  Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' }, Status: 'ACTIVE' },
};

/** A thing named after its serial number, its certificate, the policy `device`. */
export const simpleTemplate = () => ({
  Parameters: parameters,
  Resources: {
    thing: {
      Type: 'AWS::IoT::Thing',
      Properties: {
        ThingName: { Ref: 'SerialNumber' },
        AttributePayload: { site: { Ref: 'Site' } },
      },
    },
    certificate,
    policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: 'device' } },
  },
  DeviceConfiguration: { Site: { Ref: 'Site' } },
});

/** The same with other properties of the thing, and `OverrideSettings`. */
export function thingTemplate(properties: object, overrides?: object) {
  const { Resources, ...rest } = simpleTemplate();
  const thing = {
    Type: 'AWS::IoT::Thing',
    Properties: { ThingName: { Ref: 'SerialNumber' }, ...properties },
    ...(overrides === undefined ? {} : { OverrideSettings: overrides }),
  };
  return { ...rest, Resources: { ...Resources, thing } };
}

/** The same with another certificate or policy. */
export const resourcesTemplate = (resources: object) => {
  const { Resources, ...rest } = simpleTemplate();
  return { ...rest, Resources: { ...Resources, ...resources } };
};
