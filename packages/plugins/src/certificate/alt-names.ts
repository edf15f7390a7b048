import type { ExtensionContents, GeneralName } from '@gangway/core';

/** The kinds of name that are a text. */
export const altNameKinds = [
  'dNSName',
  'uniformResourceIdentifier',
  'rfc822Name',
  'iPAddress',
] as const;

export type AltNameKind = (typeof altNameKinds)[number];

type TextName = Extract<GeneralName, { readonly kind: AltNameKind }>;

/** The names of a kind in subjectAltName (RFC 5280 section 4.2.1.6). */
export const altNames = (
  { subjectAltName = [] }: ExtensionContents,
  kind: AltNameKind,
): readonly string[] =>
  subjectAltName.filter((name): name is TextName => name.kind === kind).map(({ value }) => value);
