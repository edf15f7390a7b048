import { isDeepStrictEqual } from 'node:util';
import type { Account, Asked, Service } from '@gangway/doctor';

/** One question, and what an account answers to it. */
export interface Recorded {
  readonly service: Service;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly asked: Asked;
}

/** An account that answers what is recorded; what is not, it could not be asked. */
export const accountOf = (recorded: readonly Recorded[]): Account => ({
  ask: async (service, operation, input) => {
    const known = recorded.find(
      (one) =>
        one.service === service &&
        one.operation === operation &&
        isDeepStrictEqual(one.input, input),
    );
    const message = `${service} ${operation} ${JSON.stringify(input)}`;
    return known?.asked ?? { kind: 'fault', code: 'NOT_RECORDED', message };
  },
});

export const answer = (
  service: Service,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  output: Readonly<Record<string, unknown>>,
): Recorded => ({ service, operation, input, asked: { kind: 'answer', output } });

export const absent = (
  service: Service,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Recorded => ({
  service,
  operation,
  input,
  asked: { kind: 'absent', code: 'ResourceNotFoundException' },
});

/** Names a question by what of its input differs: `iot GetTopicRule presence`. */
export const nameOf = ({ service, operation, input }: Recorded): string =>
  [service, operation, ...Object.values(input).map(String)].join(' ');
