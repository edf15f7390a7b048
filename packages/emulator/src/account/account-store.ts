import type {
  CertificateRow,
  NamedRow,
  PolicyRow,
  TemplateRow,
  ThingRow,
  TokenRow,
} from './rows.js';

/** Rows by a key of text, in the order of their keys' octets. */
export interface Table<Row> {
  get(key: string): Row | undefined;
  put(key: string, row: Row): void;
  /** Whether there was one. */
  delete(key: string): boolean;
  /** Those whose key is after `after`, so many at most; all unless told. */
  list(options?: { readonly after?: string; readonly limit?: number }): readonly Row[];
  count(): number;
}

/** Pairs, such as which policy is attached to which certificate; sorted, without doubles. */
export interface Relation {
  has(left: string, right: string): boolean;
  /** Whether it was not there before. */
  add(left: string, right: string): boolean;
  /** Whether it was there. */
  remove(left: string, right: string): boolean;
  rightsOf(left: string): readonly string[];
  leftsOf(right: string): readonly string[];
}

/**
 * Where the state of an account is kept. Everything is synchronous: an operation runs in one turn of the event loop, and
 * nobody sees half of it. Rows are handed out frozen, or as copies: to change one is to `put` another.
 */
export interface AccountStore {
  /** By `certificateId`. */
  readonly certificates: Table<CertificateRow>;
  /** By `thingName`. */
  readonly things: Table<ThingRow>;
  /** By `policyName`. */
  readonly policies: Table<PolicyRow>;
  /** By name. */
  readonly thingGroups: Table<NamedRow>;
  readonly thingTypes: Table<NamedRow>;
  readonly billingGroups: Table<NamedRow>;
  /** By `templateName`. */
  readonly templates: Table<TemplateRow>;
  /** By `tokenHash`. */
  readonly tokens: Table<TokenRow>;
  /** Policy name, certificate id. */
  readonly policyCertificates: Relation;
  /** Thing name, certificate id. */
  readonly thingCertificates: Relation;
  /** Thing group's name, thing name. */
  readonly groupThings: Relation;
  /**
   * Does all of it or, where it throws, none.
   *
   * @throws whatever `run` throws
   */
  transaction<T>(run: () => T): T;
  close(): void;
}
