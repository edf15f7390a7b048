/** A thing, its certificate, and a policy that all things share. */
export const template = JSON.stringify({
  Parameters: { SerialNumber: { Type: 'String' } },
  Resources: {
    thing: {
      Type: 'AWS::IoT::Thing',
      Properties: { ThingName: { Ref: 'SerialNumber' } },
    },
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
            {
              Effect: 'Allow',
              Action: 'iot:Connect',
              // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of AWS IoT's policies
              Resource: 'arn:aws:iot:*:*:client/${iot:Connection.Thing.ThingName}',
            },
          ],
        },
      },
    },
  },
});
