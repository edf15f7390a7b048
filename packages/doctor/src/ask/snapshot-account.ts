import type { Account } from '../account.js';
import { askFault } from './ask-fault.js';
import { questionKey, type RecordedAnswer } from './recording-account.js';

/**
 * An account as a snapshot holds it: nobody is asked. A question that it does not hold is a fault, not a no.
 *
 * @param answers of a snapshot
 * @example
 * const account = snapshotAccount([]);
 * await account.ask('iam', 'GetRole', { RoleName: 'hook' }); // { kind: 'fault', code: 'NOT_RECORDED', … }
 */
export function snapshotAccount(answers: readonly RecordedAnswer[]): Account {
  const held = new Map(
    answers.map(({ service, operation, input, answer }) => [
      questionKey(service, operation, input),
      answer,
    ]),
  );
  return Object.freeze({
    async ask(service, operation, input) {
      return (
        held.get(questionKey(service, operation, input)) ??
        askFault(
          'NOT_RECORDED',
          `The snapshot does not hold ${service}:${operation} of ${JSON.stringify(input)}.`,
        )
      );
    },
  } satisfies Account);
}
