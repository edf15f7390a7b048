import type { PreProvisioningEvent } from '@gangway/core';

/** A pre-provisioning hook, wherever it runs: in this process, behind a URL, or as a Lambda function. */
export interface HookTarget {
  /** What it is, for the log: `hook.ts`, a URL, an ARN. */
  readonly label: string;
  /**
   * Asks it, and gives back what it answered, whatever that is. AWS IoT gives it five seconds; the signal says when they are
   * over.
   *
   * @throws HookCallError where there was no answer: it failed, could not be reached, or came too late
   */
  ask(
    event: PreProvisioningEvent,
    options: {
      readonly signal: AbortSignal;
      readonly requestId: string;
      /** ARN that the template names; a target that is no Lambda function need not look at it. */
      readonly targetArn: string;
    },
  ): Promise<unknown>;
  close?(): Promise<void>;
}

/**
 * The hook gave no answer.
 *
 * @example
 * new HookCallError('HOOK_UNREACHABLE', 'connection refused').code; // 'HOOK_UNREACHABLE'
 */
export class HookCallError extends Error {
  override readonly name = 'HookCallError';

  constructor(
    readonly code: 'HOOK_FAILED' | 'HOOK_UNREACHABLE' | 'HOOK_TIMED_OUT',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
