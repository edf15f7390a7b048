import { composeHook, defineHook } from '@gangway/composition';
import {
  type Certificate,
  CertificateReader,
  CompositionError,
  type Decision,
  definePlugin,
  nodeCryptoCertificateReader,
  type Plugin,
  type PreProvisioningEvent,
  provide,
  readCertificate,
} from '@gangway/core';
import { fakeClock, memoryLogger } from '@gangway/testing';

/** A moment at which every certificate of the builders is valid. */
export const now = Date.UTC(2030, 0, 1);

/** Decides one event with these plugins, at {@link now} unless told otherwise. */
export function decide(
  plugins: readonly Plugin[],
  event: PreProvisioningEvent,
  { at = now, replace = [] }: { readonly at?: number; readonly replace?: readonly Plugin[] } = {},
): Promise<Decision> {
  const replacements = [fakeClock(at).plugin(), memoryLogger().plugin(), ...replace];
  return composeHook(defineHook(plugins), { replace: replacements }).decide(event);
}

/** `ALLOW`, or the class and the code: `DENY_POLICY DEVICE_UNKNOWN`. */
export const verdictOf = (decision: Decision): string =>
  decision.outcome === 'ALLOW' ? 'ALLOW' : `${decision.outcome} ${decision.reason.code}`;

export const detailOf = (decision: Decision): string =>
  decision.outcome === 'ALLOW' ? '' : decision.reason.detail;

/** Reads certificates as always, and then changes what was read: for what no real certificate gets past the reader with. */
export const reading = (change: (certificate: Certificate) => Partial<Certificate>): Plugin => {
  const real = nodeCryptoCertificateReader();
  return definePlugin({
    name: 'changing-certificate-reader',
    build: () => ({
      provides: [
        provide(CertificateReader, {}, () => ({
          read(pem) {
            const result = real.read(pem);
            return result.kind === 'refused'
              ? result
              : readCertificate({ ...result.certificate, ...change(result.certificate) });
          },
        })),
      ],
    }),
  })();
};

/** The fault that a factory finds in its options, as `CODE: message`. */
export function faultOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof CompositionError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}
