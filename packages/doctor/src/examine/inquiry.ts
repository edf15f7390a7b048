import * as v from 'valibot';
import type { Account, Asked, Service } from '../account.js';
import { aws } from './command.js';
import { type Finding, found, type Particulars } from './finding.js';

/** One read of AWS, as `Account.ask` takes it, and what it is about. */
export interface Question {
  readonly service: Service;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The resource that it asks about. */
  readonly about: string;
}

export type Reply<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/**
 * Asks for all who examine. A question is asked once, whoever wants to know; and what could not be asked, or was answered in
 * a shape that nobody knows, becomes a finding here, so that no examiner can pass over it.
 */
export interface Inquiry {
  ask<Schema extends v.GenericSchema>(
    question: Question,
    schema: Schema,
  ): Promise<Reply<v.InferOutput<Schema>>>;
  /** Notes that a part of an answer, such as a text inside it, is not understood. */
  notUnderstood(question: Question, why: string): { readonly kind: 'unknown' };
  /** All that could not be found out, once each, in an order that does not depend on which answer came first. */
  unknowns(): readonly Finding[];
  /** What was asked about. */
  subjects(): readonly string[];
}

const stopped: Asked = { kind: 'fault', code: 'ABORTED', message: 'the examination was ended' };

export function createInquiry(account: Account, signal: AbortSignal | undefined): Inquiry {
  const asked = new Map<string, Promise<Asked>>();
  const unknowns = new Map<string, Finding>();
  const subjects = new Set<string>();

  const once = (question: Question): Promise<Asked> => {
    const key = keyOf(question);
    const known = asked.get(key);
    if (known !== undefined) return known;
    subjects.add(question.about);
    const asking = signal?.aborted ? Promise.resolve(stopped) : askOf(account, question);
    asked.set(key, asking);
    return asking;
  };
  const note = (question: Question, code: 'NOT_ASKED' | 'NOT_UNDERSTOOD', rest: Particulars) => {
    unknowns.set(`${keyOf(question)} ${code}`, found(code, rest));
    return { kind: 'unknown' } as const;
  };
  const notUnderstood: Inquiry['notUnderstood'] = (question, why) =>
    note(question, 'NOT_UNDERSTOOD', {
      what: `What ${question.service} answers to ${question.operation} is not understood: ${why}.`,
      mend: readCommand(question),
      where: question.about,
    });

  return {
    async ask(question, schema) {
      const reply = await once(question);
      if (reply.kind === 'absent') return { kind: 'absent' };
      if (reply.kind === 'fault') return note(question, 'NOT_ASKED', notAsked(question, reply));
      const parsed = v.safeParse(schema, reply.output);
      if (parsed.success) return { kind: 'answer', value: parsed.output };
      const [issue] = parsed.issues;
      return notUnderstood(question, `${v.getDotPath(issue) ?? 'the answer'} is of another kind`);
    },
    notUnderstood,
    unknowns: () =>
      [...unknowns]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([, finding]) => finding),
    subjects: () => [...subjects],
  };
}

const keyOf = ({ service, operation, input }: Question): string =>
  `${service} ${operation} ${JSON.stringify(input)}`;

/** An account that breaks its word and rejects, or answers nothing, could not be asked either. */
async function askOf(account: Account, { service, operation, input }: Question): Promise<Asked> {
  try {
    const asked: Asked | undefined = await account.ask(service, operation, input);
    return asked ?? { kind: 'fault', code: 'NO_ANSWER', message: 'nothing came back' };
  } catch (error) {
    return {
      kind: 'fault',
      code: 'FAILED',
      message: error instanceof Error ? error.name : 'failed',
    };
  }
}

/** As the services say it; all else, such as throttling, no permission mends. */
const forbidden = /^(?:AccessDenied|Unauthorized)/;

function notAsked(question: Question, fault: Asked & { kind: 'fault' }): Particulars {
  const action = `${question.service}:${question.operation}`;
  return {
    what: `${action} could not be asked about ${question.about}: ${fault.code}. ${fault.message}`,
    mend: forbidden.test(fault.code)
      ? `Give whoever examines the permission ${action} on ${question.about}, and examine again.`
      : `Examine again when ${action} can be asked about ${question.about}.`,
    where: question.about,
  };
}

/** `GetPolicyVersion` is `get-policy-version` on the command line, and `FunctionName` is `--function-name`. */
const dashed = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();

const readCommand = ({ service, operation, input }: Question): string =>
  aws(
    service,
    dashed(operation),
    ...Object.entries(input).flatMap(([name, value]) => [`--${dashed(name)}`, String(value)]),
  );
