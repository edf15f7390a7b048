import { isBoundTo } from './bound-source.js';
import type { Statement } from './policy-document.js';
import { iotService } from './service-grant.js';
import { sourceConditions } from './source-conditions.js';

/**
 * Who else a resource policy lets in: anybody, other accounts, and services that call for other accounts than this one. What the
 * account itself is given is its own matter.
 */
export function strangersIn(statement: Statement, account: string): readonly string[] {
  const { Effect, Principal, NotPrincipal } = statement;
  if (Effect === 'Deny') return [];
  if (NotPrincipal !== undefined || Principal === undefined) return ['all but some'];
  if (Principal === '*') return ['anybody'];
  const { AWS = [], Service = [], Federated = [], CanonicalUser = [] } = Principal;
  const bound = isBoundTo(account, sourceConditions(statement));
  return [
    ...AWS.filter((name) => !isOwn(name, account)).map((name) => (name === '*' ? 'anybody' : name)),
    ...Service.filter((name) => name !== iotService && !bound),
    ...Federated,
    ...CanonicalUser,
  ];
}

const isOwn = (name: string, account: string): boolean =>
  name === account || name.split(':')[4] === account;
