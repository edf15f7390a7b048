import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Certificate,
  type ChainVerdict,
  nodeCryptoCertificateReader,
  validateChain,
} from '@gangway/core';

/** A case of a third-party suite, as its file has it. */
export interface SuiteCase {
  readonly id: string;
  /** What PKITS calls a case; its `id` is a section, which several cases may share. */
  readonly name?: string;
  readonly leaf: string;
  readonly intermediates: readonly string[];
  readonly roots: readonly string[];
  readonly time?: string | null;
  readonly eku?: readonly string[] | null;
  readonly max_depth?: number | null;
  readonly expect: 'success' | 'failure';
  /** Whether it needs neither peer name, revocation list nor policy. */
  readonly core: boolean;
  readonly tags: readonly string[];
}

/** What became of a case: a verdict, or that the leaf could not even be read. */
export type CaseOutcome = ChainVerdict | { readonly kind: 'unreadable'; readonly code: string };

const folder = process.env.GANGWAY_TESTDATA;

/** The cases of a suite; none where `GANGWAY_TESTDATA` does not name a folder that has it. */
export function casesOf(file: string): readonly SuiteCase[] {
  const path = join(folder ?? '', 'x509', file);
  if (folder === undefined || !existsSync(path)) return [];
  return JSON.parse(readFileSync(path, 'utf8')) as SuiteCase[];
}

export const skippedNote = (file: string): string =>
  `SKIPPED: GANGWAY_TESTDATA does not name a folder that holds x509/${file}`;

const purposes: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
};

// Cases without a time are good at any time since they were made, and until 2969.
const usualTime = '2026-04-01T00:00:00Z';

/** Runs a case as a plugin would: what cannot be read is no certificate. */
export function runCase(suiteCase: SuiteCase): CaseOutcome {
  const leaf = reader.read(suiteCase.leaf);
  if (leaf.kind === 'refused') return { kind: 'unreadable', code: leaf.code };
  const { eku, max_depth: maxDepth } = suiteCase;
  return validateChain(leaf.certificate, readAll(suiteCase.intermediates), {
    anchors: readAll(suiteCase.roots),
    at: Date.parse(suiteCase.time ?? usualTime),
    ...(eku?.length ? { extendedKeyUsage: eku.map((name) => purposes[name] ?? name) } : {}),
    ...(typeof maxDepth === 'number' ? { maxDepth } : {}),
  });
}

const reader = nodeCryptoCertificateReader();

function readAll(pems: readonly string[]): readonly Certificate[] {
  return pems.flatMap((pem) => {
    const reading = reader.read(pem);
    return reading.kind === 'certificate' ? [reading.certificate] : [];
  });
}
