/** What AWS Lambda Web Adapter reads of its environment, of what concerns events that are not HTTP. */
export interface WebAdapterSettings {
  readonly port: string;
  readonly readinessPath: string;
  readonly eventPath: string;
  readonly isFailure: (status: number) => boolean;
}

/**
 * Its variables with its defaults.
 *
 * @see https://awslabs.github.io/aws-lambda-web-adapter/configuration/environment-variables.html
 */
export const webAdapterSettings = (
  environment: Readonly<Record<string, string>>,
): WebAdapterSettings => ({
  port: environment.AWS_LWA_PORT ?? '8080',
  readinessPath: environment.AWS_LWA_READINESS_CHECK_PATH ?? '/',
  eventPath: environment.AWS_LWA_PASS_THROUGH_PATH ?? '/events',
  isFailure: oneOf(environment.AWS_LWA_ERROR_STATUS_CODES ?? ''),
});

/** `500,502-504`: single codes and ranges. */
function oneOf(codes: string): (status: number) => boolean {
  const ranges = codes.split(',').map((part) => part.split('-').map(Number));
  return (status) =>
    ranges.some(([first = Number.NaN, last = first]) => status >= first && status <= last);
}
