import { CliFault } from '../cli-fault.js';
import { composed, composersOf } from '../hook/composers.js';
import type { OpenHookFile } from '../hook/open-hook-file.js';
import type { RehearsalSettings } from './rehearsal-settings.js';

/**
 * Why a hook would not compose where it is deployed: a rehearsal gives it a registry and a ledger, and with these one composes that
 * lists neither.
 */
export async function faultOfItsOwn(
  file: OpenHookFile,
  { replace = [] }: Pick<RehearsalSettings, 'replace'>,
): Promise<string | undefined> {
  const { exported } = file;
  if (exported.kind === 'composed') return undefined;
  const { composeHook } = await composersOf(file);
  try {
    composed(composeHook, exported.definition, { replace });
    return undefined;
  } catch (error) {
    if (error instanceof CliFault) return error.message;
    throw error;
  }
}
