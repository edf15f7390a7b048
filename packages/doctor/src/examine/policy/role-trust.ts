import type { DoctorCode } from '../codes/doctor-codes.js';
import type { Statement } from './policy-document.js';
import { type Asked, sourceConditions } from './source-conditions.js';
import { concernsAction, takesIn } from './wildcard.js';

/** Who is to take a role, and on behalf of what where the service tells. */
export interface Taker {
  readonly service: string;
  readonly source?: { readonly arn: string; readonly account: string };
}

interface Fault {
  readonly code: DoctorCode;
  readonly what: string;
}

/** What is wrong with who may take a role. */
export function trustFaults(statements: readonly Statement[], taker: Taker): readonly Fault[] {
  const takes = statements.map((statement) => taking(statement, taker));
  const strangers = statements.flatMap((statement) => strangersIn(statement, taker.service));
  const faults = [...new Set(strangers)].map((who) => ({
    code: 'ROLE_TRUST_WIDE' as const,
    what: `trusts ${who}`,
  }));
  const best = (['yes', 'unconditioned', 'perhaps', 'no'] as const).find((one) =>
    takes.includes(one),
  );
  if (takes.includes('denied')) return [...faults, lacking(taker, 'is denied')];
  if (takes.includes('unconditioned')) return [...faults, unconditioned(taker)];
  if (best === 'yes') return faults;
  if (best === 'perhaps') return [...faults, perhaps(taker)];
  return [...faults, lacking(taker, 'is not trusted, or not for this')];
}

const lacking = ({ service }: Taker, how: string): Fault => ({
  code: 'ROLE_TRUST_ABSENT',
  what: `cannot be taken by ${service}, which ${how}`,
});

const unconditioned = ({ service }: Taker): Fault => ({
  code: 'ROLE_TRUST_UNCONDITIONED',
  what: `trusts ${service} without aws:SourceAccount and aws:SourceArn`,
});

const perhaps = ({ service }: Taker): Fault => ({
  code: 'ROLE_TRUST_UNKNOWN',
  what: `trusts ${service} under a condition that is not known here`,
});

type Taking = 'yes' | 'unconditioned' | 'perhaps' | 'denied' | 'no';

function taking(statement: Statement, { service, source }: Taker): Taking {
  const { Effect, Principal, NotPrincipal } = statement;
  if (!concernsAction(statement, 'sts:AssumeRole')) return 'no';
  const named =
    (typeof Principal === 'object' && Principal.Service?.includes(service)) ||
    (Effect === 'Deny' && (Principal === '*' || NotPrincipal !== undefined));
  if (!named) return 'no';
  const { sourceArn, sourceAccount, others } = sourceConditions(statement);
  const conditioned = sourceArn !== undefined || sourceAccount !== undefined;
  if (!admits(sourceArn, source?.arn) || !admits(sourceAccount, source?.account)) return 'no';
  if (others.length > 0) return 'perhaps';
  if (Effect === 'Deny') return 'denied';
  return conditioned || source === undefined ? 'yes' : 'unconditioned';
}

/** A service that does not say for what it acts has nothing that a condition could admit. */
const admits = (asked: Asked | undefined, text: string | undefined): boolean =>
  asked === undefined ||
  (text !== undefined &&
    (asked.values.includes(text) || asked.patterns.some((pattern) => takesIn(pattern, text))));

function strangersIn(
  { Effect, Principal, NotPrincipal }: Statement,
  service: string,
): readonly string[] {
  if (Effect === 'Deny') return [];
  if (NotPrincipal !== undefined || Principal === undefined) return ['all but some'];
  if (Principal === '*') return ['anybody'];
  const { AWS = [], Service = [], Federated = [], CanonicalUser = [] } = Principal;
  return [...AWS, ...Service.filter((name) => name !== service), ...Federated, ...CanonicalUser];
}
