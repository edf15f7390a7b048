import type { RehearsalReport, Step, Verdict } from '../report.js';
import { countOf } from './text/figures.js';

type Kind = Verdict['kind'];

/** What each kind is called, and what it does. */
export const kinds: Readonly<Record<Kind, { readonly name: string; readonly does: string }>> =
  Object.freeze({
    genuine: { name: 'genuine', does: 'a device of the fleet' },
    'unknown-serial': { name: 'unknown serial', does: 'a device that nobody made' },
    'cloned-serial': { name: 'cloned serial', does: 'comes as a device that is aboard' },
    'stolen-claim': {
      name: 'stolen claim',
      does: 'has a claim certificate whose theft is known',
    },
    'tampered-token': { name: 'tampered token', does: 'changes its ownership token' },
    replay: { name: 'replay', does: 'sends again what another device has sent' },
  });

/** The steps on a device's way, in their order. */
export const steps: readonly { readonly step: Step; readonly name: string }[] = Object.freeze([
  { step: 'connect', name: 'connect with the claim' },
  { step: 'create', name: 'get a certificate' },
  { step: 'hook', name: 'the hook decides' },
  { step: 'register', name: 'register, hook included' },
  { step: 'reconnect', name: 'connect as the thing' },
  { step: 'whole', name: 'all of it' },
]);

/** How many of a kind should have been admitted: every device, and no impostor. */
export const expectedOf = ({ kind, came }: RehearsalReport['kinds'][number]): number =>
  kind === 'genuine' ? came : 0;

/** How many devices and impostors came. */
export function cameIn({ kinds: came }: RehearsalReport): {
  readonly devices: number;
  readonly impostors: number;
} {
  const all = came.reduce((sum, one) => sum + one.came, 0);
  const devices = came.find(({ kind }) => kind === 'genuine')?.came ?? 0;
  return { devices, impostors: all - devices };
}

/** Who came, in words: `1,000 devices and 50 impostors`. */
export function sayWhoCame(report: RehearsalReport): string {
  const { devices, impostors } = cameIn(report);
  const fleet = countOf(devices, 'device');
  return impostors === 0 ? fleet : `${fleet} and ${countOf(impostors, 'impostor')}`;
}

/** How often devices began anew. */
export const retriesIn = ({ verdicts }: RehearsalReport): number =>
  verdicts.reduce((sum, { retries }) => sum + retries, 0);
