import type { DoctorCode } from '../codes/doctor-codes.js';
import { isBoundTo } from './bound-source.js';
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
  return [
    ...[...new Set(strangers)].map((who) => ({
      code: 'ROLE_TRUST_WIDE' as const,
      what: `trusts ${who}`,
    })),
    ...(statements.some((statement) => isOpen(statement, taker)) ? [unconditioned(taker)] : []),
    ...servingFaults(new Set(takes), taker),
  ];
}

/** Whether the service may take the role at all. */
function servingFaults(takes: ReadonlySet<Taking>, taker: Taker): readonly Fault[] {
  if (takes.has('denied')) return [lacking(taker, 'is denied')];
  if (!takes.has('yes') && !takes.has('perhaps')) {
    return [lacking(taker, 'is not trusted, or not for this')];
  }
  return takes.has('yes') && !takes.has('perhaps denied') ? [] : [perhaps(taker)];
}

const lacking = ({ service }: Taker, how: string): Fault => ({
  code: 'ROLE_TRUST_ABSENT',
  what: `cannot be taken by ${service}, which ${how}`,
});

const unconditioned = ({ service }: Taker): Fault => ({
  code: 'ROLE_TRUST_UNCONDITIONED',
  what: `trusts ${service} for other accounts than its own: neither aws:SourceAccount nor aws:SourceArn keeps them out`,
});

const perhaps = ({ service }: Taker): Fault => ({
  code: 'ROLE_TRUST_UNKNOWN',
  what: `trusts ${service} under a condition that is not known here`,
});

type Taking = 'yes' | 'perhaps' | 'perhaps denied' | 'denied' | 'no';

function taking(statement: Statement, taker: Taker): Taking {
  const { source } = taker;
  if (!isAbout(statement, taker)) return 'no';
  const { sourceArn, sourceAccount, others } = sourceConditions(statement);
  if (!admits(sourceArn, source?.arn) || !admits(sourceAccount, source?.account)) return 'no';
  if (statement.Effect === 'Deny') return others.length > 0 ? 'perhaps denied' : 'denied';
  return others.length > 0 ? 'perhaps' : 'yes';
}

/** Whether a statement is about the service's taking the role. */
function isAbout(statement: Statement, { service }: Taker): boolean {
  const { Effect, Principal, NotPrincipal } = statement;
  if (!concernsAction(statement, 'sts:AssumeRole')) return false;
  if (typeof Principal === 'object' && Principal.Service?.includes(service)) return true;
  const everybody = Principal === '*' || (Principal?.AWS?.includes('*') ?? false);
  return Effect === 'Deny' && (everybody || NotPrincipal !== undefined);
}

/** Whether the service, which says for what it acts, may take the role for another account. */
function isOpen(statement: Statement, taker: Taker): boolean {
  if (taker.source === undefined || statement.Effect === 'Deny') return false;
  const conditions = sourceConditions(statement);
  const open = !isBoundTo(taker.source.account, conditions) && conditions.others.length === 0;
  return open && isAbout(statement, taker);
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
