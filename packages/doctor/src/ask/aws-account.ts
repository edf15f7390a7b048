import type { Account, Asked, Service } from '../account.js';
import { askFault, readError } from './ask-fault.js';
import { joinedPages, ReplyInvalid } from './joined-pages.js';
import { limited } from './limited.js';
import { plainObject } from './plain-answer.js';
import { type ReadOperation, readOperation } from './read-operations.js';
import {
  type ClientOptions,
  type LoadedService,
  loadService,
  SdkMissing,
  type ServiceClient,
} from './service-client.js';
import { untilAborted } from './until-aborted.js';

export interface AwsAccountOptions extends ClientOptions {
  /** Clients that are there already, with credentials of their own. Whoever made them closes them. */
  readonly clients?: Partial<Readonly<Record<Service, ServiceClient>>>;
  /** Milliseconds that one question may take, with all its pages and repetitions; 30 s unless given. */
  readonly questionTimeoutMs?: number;
  /** Gives up all questions, those to come as well. */
  readonly signal?: AbortSignal;
}

/** An account at AWS that is asked by the clients of AWS's SDK. */
export interface AwsAccount extends Account {
  /** Lets go of the clients that were made. */
  close(): void;
}

/** IAM throttles those who ask much at once. */
const mostAtOnce = 4;

/**
 * The account that credentials belong to, asked by the clients of AWS's SDK for JavaScript, each of which is loaded when its
 * service is first asked. Only operations that read are sent; secrets in answers are left out.
 *
 * @example
 * const account = awsAccount({ region: 'eu-north-1' });
 * (await account.ask('iot', 'DeleteThing', { thingName: 'SN-1' })).kind; // 'fault'
 * account.close();
 */
export function awsAccount({
  clients = {},
  questionTimeoutMs = 30_000,
  signal,
  ...where
}: AwsAccountOptions = {}): AwsAccount {
  const inLine = limited(mostAtOnce);
  const loaded = new Map<Service, Promise<LoadedService>>();
  const serviceOf = (service: Service): Promise<LoadedService> => {
    const held = loaded.get(service) ?? loadService(service, where, clients[service]);
    loaded.set(service, held);
    return held;
  };

  async function send(question: Question, within: AbortSignal): Promise<Asked> {
    const { service, operation, known, input } = question;
    const { client, command } = await serviceOf(service);
    const region = await client.config?.region?.().catch(() => '');
    if (region === '') return askFault('REGION_MISSING', regionMissing);
    const output = await joinedPages(known, input, async (page) => {
      const asked = command(operation, page);
      if (asked === undefined) throw new ReplyInvalid('the installed client does not know it');
      const { $metadata: _, ...members } = (await client.send(asked, {
        abortSignal: within,
      })) as { readonly $metadata?: unknown };
      return members;
    });
    return { kind: 'answer', output: plainObject(output) };
  }

  async function ask(question: Question): Promise<Asked> {
    const deadline = AbortSignal.timeout(questionTimeoutMs);
    const within = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
    const action = `${question.service}:${question.operation}`;
    try {
      within.throwIfAborted();
      return await untilAborted(send(question, within), within);
    } catch (error) {
      if (signal?.aborted) return askFault('ABORTED', `${action} was given up.`);
      if (deadline.aborted) {
        const seconds = questionTimeoutMs / 1_000;
        return askFault('TIMEOUT', `${action} was not answered within ${seconds} seconds.`);
      }
      return faultOf(question, error);
    }
  }

  return Object.freeze({
    async ask(service: Service, operation: string, input: Readonly<Record<string, unknown>>) {
      const known = readOperation(service, operation);
      if (known === undefined) {
        return askFault('NOT_READ_ONLY', `${service}:${operation} is nothing that may be asked.`);
      }
      return inLine(() => ask({ service, operation, known, input }));
    },
    close() {
      for (const [service, loading] of loaded) {
        if (clients[service] !== undefined) continue;
        loading.then(
          ({ client }) => client.destroy?.(),
          () => undefined,
        );
      }
    },
  });
}

interface Question {
  readonly service: Service;
  readonly operation: string;
  readonly known: ReadOperation;
  readonly input: Readonly<Record<string, unknown>>;
}

const regionMissing =
  'No Region is given: set one, in the environment (AWS_REGION), or in the profile that is used.';

function faultOf({ service, operation }: Question, error: unknown): Asked {
  if (error instanceof SdkMissing) return askFault('SDK_MISSING', error.message);
  if (error instanceof ReplyInvalid) {
    return askFault(
      'REPLY_INVALID',
      `${service}:${operation} got an answer that makes no sense: ${error.message}.`,
    );
  }
  return readError(service, operation, error);
}
