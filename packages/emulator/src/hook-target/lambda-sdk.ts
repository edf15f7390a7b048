// Reached by `import()` alone: whoever asks no Lambda function need not install it.
export { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
