import { coreReasonCodes, type ReasonCodes } from '@gangway/core';
import type { LoggedDecision } from './logged-decision.js';

/**
 * What the codes of some decisions mean: core's, and those of the first-party plugins that said them. Only the plugins
 * that are named are loaded. A code of a user's own plugin stays without a meaning here; its detail is told.
 */
export async function meaningsFor(decisions: readonly LoggedDecision[]): Promise<ReasonCodes> {
  const unknown = decisions.filter(
    ({ code }) => code !== undefined && !Object.hasOwn(coreReasonCodes, code),
  );
  const plugins = new Set(unknown.flatMap(({ plugin }) => plugin ?? []));
  const tables = await Promise.all([...plugins].map(codesOfPlugin));
  return Object.assign({}, ...tables, coreReasonCodes) as ReasonCodes;
}

async function codesOfPlugin(name: string): Promise<ReasonCodes> {
  // The name comes from a log: only what can be a plugin's name is looked for, and only among our own.
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) return {};
  try {
    const exported: Readonly<Record<string, unknown>> = await import(`@gangway/plugins/${name}`);
    return Object.assign({}, ...Object.values(exported).map(reasonCodesOf)) as ReasonCodes;
  } catch {
    return {};
  }
}

const reasonCodesOf = (exported: unknown): ReasonCodes =>
  typeof exported === 'function' && 'reasonCodes' in exported
    ? (exported.reasonCodes as ReasonCodes)
    : {};
