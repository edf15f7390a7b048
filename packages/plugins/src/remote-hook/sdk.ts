// Reached by `import()` alone, so that a hook without this plugin never loads the SDK. Named one by one, so that a bundler
// that looks at ES modules can leave the client's other commands out.
export { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
