import type { Certificate } from '../domain/certificate.js';
import type { Candidate } from './candidates.js';
import { foldedName } from './same-name.js';

/**
 * How many certificates there are from each one to an anchor at least, by names alone; none for those that lead to no anchor. Where
 * CAs have certified each other, the short way is the one that somebody meant.
 */
export function distancesToAnchor(all: readonly Candidate[]): ReadonlyMap<Certificate, number> {
  const distances = new Map<Certificate, number>();
  let reached = all.filter(({ anchor }) => anchor);
  for (let distance = 0; reached.length > 0; distance += 1) {
    for (const { certificate } of reached) distances.set(certificate, distance);
    const names = new Set(reached.map(({ certificate }) => foldedName(certificate.subject)));
    reached = all.filter(
      ({ certificate }) => !distances.has(certificate) && names.has(foldedName(certificate.issuer)),
    );
  }
  return distances;
}
