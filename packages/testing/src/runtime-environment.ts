/** The function that a Runtime API pretends to run. */
export const functionName = 'first-fleet-hook';

/**
 * What Lambda tells a runtime client; `aws-lambda-ric` does not start without the function's name, version, memory and
 * logs.
 *
 * @param host host and port of the Runtime API
 */
export function environmentOf(host: string): Readonly<Record<string, string>> {
  return Object.freeze({
    AWS_LAMBDA_RUNTIME_API: host,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
    AWS_REGION: 'us-east-1',
  });
}
