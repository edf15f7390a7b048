/**
 * What Lambda tells a runtime client; `aws-lambda-ric` does not start without the function's name, version, memory and
 * logs.
 *
 * @param host what is to stand in `AWS_LAMBDA_RUNTIME_API`: host and port, and the path in front of the API's own where
 *   it has one
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function runtimeEnvironment(
  host: string,
  functionName: string,
): Readonly<Record<string, string>> {
  return Object.freeze({
    AWS_LAMBDA_RUNTIME_API: host,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
  });
}
