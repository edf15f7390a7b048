/** The services of AWS that are asked. */
export type Service = 'cloudwatch' | 'dynamodb' | 'iam' | 'iot' | 'lambda' | 'logs';

/**
 * One question to AWS and what came of it: an answer; that there is no such thing, which is an answer, too; or that it could
 * not be asked, such as for want of a permission.
 */
export type Asked =
  | { readonly kind: 'answer'; readonly output: Readonly<Record<string, unknown>> }
  | { readonly kind: 'absent'; readonly code: string }
  | { readonly kind: 'fault'; readonly code: string; readonly message: string };

/** An account in one Region, as its APIs tell of it: the real one, or a saved snapshot. */
export interface Account {
  /**
   * Asks one read operation, all pages of it. It never rejects.
   *
   * @param operation as AWS's API names it, `GetFunctionConfiguration`
   * @param input as the AWS SDK for JavaScript takes it
   */
  ask(
    service: Service,
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Asked>;
}
