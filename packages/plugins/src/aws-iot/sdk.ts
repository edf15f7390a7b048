// Reached by `import()` alone, so that a hook without this plugin never loads the SDK. Named one by one, so that a bundler
// that looks at ES modules can leave the client's other 260 commands out.
export {
  DescribeCertificateCommand,
  DescribeThingCommand,
  IoTClient,
  ListThingPrincipalsCommand,
} from '@aws-sdk/client-iot';
