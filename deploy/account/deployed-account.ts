import type { Place } from '@gangway/deployment';
import type { Account, Service } from '@gangway/doctor';
import type { JsonObject } from '../plain/json.js';
import type { Answers, Deployed } from './answers.js';
import { iamAnswers } from './iam-answers.js';
import { lambdaAnswers } from './lambda-answers.js';
import { otherAnswers } from './other-answers.js';
import type { ResolvedStack } from './resolved-stack.js';

/** The account into which a stack was deployed, and nothing else: what AWS would answer about it. */
export function deployedAccount({ resources }: ResolvedStack, place: Place): Account {
  const deployed: Deployed = {
    ...place,
    all: (type) =>
      resources.flatMap(({ Type, Properties }): readonly JsonObject[] =>
        Type === type ? [Properties] : [],
      ),
  };
  const services: Readonly<Record<Service, Answers>> = {
    ...otherAnswers(deployed),
    iam: iamAnswers(deployed),
    lambda: lambdaAnswers(deployed),
  };
  return {
    async ask(service, operation, input) {
      const answer = services[service][operation];
      if (answer === undefined) throw new Error(`nobody answers ${service} ${operation}`);
      const output = answer(input);
      return output === undefined
        ? { kind: 'absent', code: 'ResourceNotFoundException' }
        : { kind: 'answer', output };
    },
  };
}
