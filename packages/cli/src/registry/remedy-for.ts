import { coreReasonCodes, type ReasonCodes } from '@gangway/core';
import type { RegistryAddress } from './registry-address.js';

/** What helps against a store's error, as the adapter itself says it; empty where it says nothing. */
export async function remedyFor(code: string, { kind }: RegistryAddress): Promise<string> {
  const codes: ReasonCodes = { ...coreReasonCodes, ...(await codesOf(kind)) };
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  return known === undefined ? '' : `. ${known.remedy}`;
}

async function codesOf(kind: RegistryAddress['kind']): Promise<ReasonCodes> {
  const adapter: Readonly<Record<string, unknown>> =
    kind === 'sqlite'
      ? await import('@gangway/plugins/sqlite-device-registry')
      : await import('@gangway/plugins/dynamodb-device-registry');
  return Object.assign(
    {},
    ...Object.values(adapter).map((exported) =>
      typeof exported === 'function' && 'reasonCodes' in exported ? exported.reasonCodes : {},
    ),
  ) as ReasonCodes;
}
