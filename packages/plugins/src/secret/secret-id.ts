import * as v from 'valibot';

/** Id of a secret, as an option names it: a name or an ARN. */
export const secretId = v.pipe(
  v.string(),
  v.minLength(1, 'is empty'),
  v.maxLength(2_048, 'an id has at most 2,048 characters'),
  // An id stands in details, and so in the log.
  v.check((id) => !/["{}]/.test(id), 'is the secret itself, and not its id'),
);

/**
 * Name of a version stage: `AWSCURRENT`, `AWSPREVIOUS`, `AWSPENDING`, or one of the user's own.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export const secretStage = v.pipe(
  v.string(),
  v.minLength(1, 'is empty'),
  v.maxLength(256, 'a stage has at most 256 characters'),
);
