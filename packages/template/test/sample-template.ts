/** A JSON value that a test may bend to its purpose. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** A template that nothing is to be said about, fresh for each test. */
export const sampleTemplate = () => ({
  Parameters: { SerialNumber: { Type: 'String' }, Site: { Type: 'String' } } as JsonObject,
  Mappings: { Hosts: { Oslo: { url: 'https://oslo.example' } } } as JsonObject,
  Resources: {
    thing: {
      Type: 'AWS::IoT::Thing',
      Properties: { ThingName: { Ref: 'SerialNumber' } } as JsonObject,
    },
    certificate: {
      Type: 'AWS::IoT::Certificate',
      Properties: {
        CertificateId: { Ref: 'AWS::IoT::Certificate::Id' },
        Status: 'ACTIVE',
      } as JsonObject,
    },
    policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: 'device' } as JsonObject },
  },
  DeviceConfiguration: {
    Url: { 'Fn::FindInMap': ['Hosts', { Ref: 'Site' }, 'url'] },
  } as JsonObject,
});

export type SampleTemplate = ReturnType<typeof sampleTemplate>;

/** Reads the serial number, and sets the site. */
export const sampleHook = { parameters: ['SerialNumber'], overrideKeys: ['Site'] };
