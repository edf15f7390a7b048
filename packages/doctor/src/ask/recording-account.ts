import type { Account, Asked, Service } from '../account.js';
import { canonical } from './canonical.js';
import { plain, plainObject } from './plain-answer.js';

/** One question with what came of it. */
export interface RecordedAnswer {
  readonly service: Service;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer: Asked;
}

/** An account whose answers are kept. */
export interface RecordingAccount extends Account {
  /** What was asked and answered so far, in an order that does not depend on who asked first. */
  recorded(): readonly RecordedAnswer[];
}

/** Questions are the same when they mean the same. */
export const questionKey = (service: string, operation: string, input: unknown): string =>
  canonical([service, operation, input]);

/**
 * Keeps what an account answers. Each question is asked once: all who ask it get the same answer, and so does whoever reads
 * the snapshot later. Secrets in answers are left out.
 *
 * @example
 * const account = recordingAccount(snapshotAccount([]));
 * await account.ask('iot', 'DescribeProvisioningTemplate', { templateName: 'first-fleet' });
 * account.recorded().length; // 1
 */
export function recordingAccount(account: Account): RecordingAccount {
  const asked = new Map<string, Promise<Asked>>();
  const recorded = new Map<string, RecordedAnswer>();
  return Object.freeze({
    ask(service: Service, operation: string, input: Readonly<Record<string, unknown>>) {
      const key = questionKey(service, operation, input);
      const held =
        asked.get(key) ??
        account.ask(service, operation, input).then((told) => {
          const answer = withoutSecrets(told);
          recorded.set(key, { service, operation, input, answer });
          return answer;
        });
      asked.set(key, held);
      return held;
    },
    recorded: () =>
      [...recorded].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry),
  });
}

const withoutSecrets = (asked: Asked): Asked =>
  asked.kind === 'answer'
    ? { kind: 'answer', output: plainObject(asked.output) }
    : (plain(asked) as Asked);
