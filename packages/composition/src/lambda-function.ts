/**
 * The Lambda function that this process is, as its environment tells: what its decisions are counted under.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function lambdaFunction(): { readonly functionName?: string } {
  const { AWS_LAMBDA_FUNCTION_NAME: functionName = '' } = process.env;
  return functionName === '' ? {} : { functionName };
}
