import { type Account, arnOf } from '../account/account.js';
import { liveCertificate } from '../account/expiry.js';
import type { CertificateRow } from '../account/rows.js';
import { claimPolicy } from './claim-policy.js';
import { evaluatePolicies, type PolicyAnswer, type PolicyQuestion } from './evaluate-policies.js';
import type { ConnectedThing, PolicyContext } from './policy-context.js';
import { type PolicyStatement, readPolicy } from './policy-document.js';

/** Who wants something: a client id, and the certificate that the connection was made with. */
export interface Principal {
  readonly clientId: string;
  readonly certificateId: string;
}

/** Why a client may not, for the log. */
export type AccessRefusal =
  | 'certificate is not registered'
  | `certificate is ${Exclude<CertificateRow['status'], 'ACTIVE'>}`
  | 'no policy allows it'
  | 'a policy denies it';

/** What clients may do, by the state of their certificates and the policies attached to them, as they are at that moment. */
export interface ClientAccess {
  /**
   * Why not; `undefined` where the client may.
   *
   * @param name of the client, topic or topic filter, as it stands in its ARN
   */
  refusal(
    principal: Principal,
    action: PolicyQuestion['action'],
    name: string,
    connectAttributes?: PolicyContext['connectAttributes'],
  ): AccessRefusal | undefined;
}

const answers: Readonly<Record<PolicyAnswer, AccessRefusal | undefined>> = {
  allowed: undefined,
  implicitDeny: 'no policy allows it',
  explicitDeny: 'a policy denies it',
};

/** Documents kept read. A fleet whose template makes a policy for each device has as many documents as devices. */
const readDocumentsAtMost = 256;

/**
 * Answers what clients of an account may do.
 *
 * @example
 * const access = createClientAccess(account);
 * access.refusal({ clientId: 'SN-0001', certificateId }, 'iot:Publish', 'dt/SN-0001/state'); // 'no policy allows it'
 */
export function createClientAccess(account: Account): ClientAccess {
  const { store } = account;
  const documents = new Map<string, readonly PolicyStatement[]>();
  const read = (text: string): readonly PolicyStatement[] => {
    const known = documents.get(text);
    if (known !== undefined) return known;
    if (documents.size >= readDocumentsAtMost) documents.clear();
    const statements = readPolicy(text);
    documents.set(text, statements);
    return statements;
  };
  const statementsOf = ({ certificateId, claimOf }: CertificateRow) =>
    claimOf === undefined
      ? store.policyCertificates
          .leftsOf(certificateId)
          .flatMap((policyName) => store.policies.get(policyName) ?? [])
          .flatMap(({ policyDocument }) => read(policyDocument))
      : read(claimPolicy(account, claimOf));
  return {
    refusal(principal, action, name, connectAttributes) {
      const certificate = liveCertificate(account, principal.certificateId);
      if (certificate === undefined) return 'certificate is not registered';
      if (certificate.status !== 'ACTIVE') return `certificate is ${certificate.status}`;
      const thing = thingOf(account, principal);
      const answer = evaluatePolicies(statementsOf(certificate), {
        action,
        resource: arnOf(account, resourceKinds[action], name),
        context: {
          clientId: principal.clientId,
          ...(thing && { thing }),
          ...(connectAttributes && { connectAttributes }),
        },
      });
      return answers[answer];
    },
  };
}

const resourceKinds = {
  'iot:Connect': 'client',
  'iot:Publish': 'topic',
  'iot:Receive': 'topic',
  'iot:RetainPublish': 'topic',
  'iot:Subscribe': 'topicfilter',
} as const;

/** A certificate can be attached to many things: the client id tells which of them is connected. */
function thingOf(
  { store }: Account,
  { clientId, certificateId }: Principal,
): ConnectedThing | undefined {
  return store.thingCertificates.has(clientId, certificateId)
    ? store.things.get(clientId)
    : undefined;
}
