/** A resource as it stands in the template, its properties not read yet. */
export interface DeclaredResource {
  readonly logicalId: string;
  readonly at: string;
  /** Where its properties stand. */
  readonly inside: string;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly overrideSettings: unknown;
}
