/** What a Lambda function's environment says of the extension beside it. */
export interface LambdaEnvironment {
  readonly isLambda: boolean;
  readonly sessionToken: string | undefined;
  readonly extensionPort: number;
}

const usualPort = 2_773;

/**
 * Reads the environment, which plugins do nowhere else: the extension wants the function's session token, and stands in for
 * the SDK, which reads it there by itself. Nothing is read while a hook is composed.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function lambdaEnvironment(): LambdaEnvironment {
  const { AWS_LAMBDA_RUNTIME_API, AWS_SESSION_TOKEN, PARAMETERS_SECRETS_EXTENSION_HTTP_PORT } =
    process.env;
  const port = Number(PARAMETERS_SECRETS_EXTENSION_HTTP_PORT);
  return {
    isLambda: AWS_LAMBDA_RUNTIME_API !== undefined,
    sessionToken: AWS_SESSION_TOKEN,
    extensionPort: Number.isInteger(port) && port > 0 && port < 65_536 ? port : usualPort,
  };
}
