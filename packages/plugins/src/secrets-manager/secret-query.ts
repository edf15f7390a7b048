/** Which version of which secret. */
export interface SecretQuery {
  /** Its name or ARN. */
  readonly id: string;
  readonly stage: string;
}

/**
 * As many bytes as an answer may have. A secret has at most 65,536; in JSON each of them may be written as `\u0000`, in six
 * bytes: 393,216. 16 kB are for the names around it.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
 */
export const replyBytes = 6 * 65_536 + 16_384;
