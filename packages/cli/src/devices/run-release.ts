import type { DeviceStore, Release } from '@gangway/core';
import type { ReleaseInput } from '../commands/devices-release.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { toCertificateId } from '../registry/certificate-id.js';
import { callSignal, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';
import { noSuchDevice, renderClaim } from './render-device.js';

type Result = Release | { readonly kind: 'unknown' };

/** Takes the claim off a device. */
export async function runRelease(input: ReleaseInput, io: Io): Promise<ExitCode> {
  const { id, registry, json } = input;
  if (input.certificate !== undefined) toCertificateId(input.certificate, '--certificate');
  const result = await withRegistry(registry, (store) => release(store, input));
  if (json === true) io.out(`${JSON.stringify(toReport(id, result))}\n`);
  else io.out(result.kind === 'unknown' ? noSuchDevice(id, registry) : describe(id, result));
  return result.kind === 'released' ? exitCode.done : exitCode.denied;
}

async function release({ ledger, inventory }: DeviceStore, input: ReleaseInput): Promise<Result> {
  const { id, certificate, confirmed = false } = input;
  const result = await ledger.release(id, {
    confirmed,
    signal: callSignal(),
    ...(certificate === undefined ? {} : { certificateId: certificate }),
  });
  if (result.kind !== 'not-claimed') return result;
  const known = await inventory.show(id, { signal: callSignal() });
  return known === undefined ? { kind: 'unknown' } : result;
}

const outcomes: Readonly<Record<Result['kind'], string>> = {
  released: 'RELEASED',
  refused: 'REFUSED',
  'not-claimed': 'NOT_CLAIMED',
  unknown: 'UNKNOWN',
};

const toReport = (id: string, result: Result) => ({
  id,
  outcome: outcomes[result.kind],
  ...(result.kind === 'refused' ? { why: result.why } : {}),
  ...(result.kind === 'released' ? { claim: result.claim ?? null } : {}),
});

function describe(id: string, result: Release): string {
  const device = printable(id);
  if (result.kind === 'not-claimed') return `${device} is not claimed\n`;
  if (result.kind === 'refused') {
    return result.why === 'confirmed'
      ? `${device} is not released: its certificate has connected; --confirmed releases it all the same\n`
      : `${device} is not released: its claim is another certificate's\n`;
  }
  const claim = result.claim === undefined ? [] : renderClaim(result.claim);
  return `${[`${device} is released`, ...claim].join('\n')}\n`;
}
