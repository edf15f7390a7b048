import type { ListExpression, TextExpression } from './expression.js';

/** What happens where a resource is there already and the template would give it something else. */
export type OverrideSetting = 'DO_NOTHING' | 'REPLACE' | 'FAIL' | 'MERGE';

/** The properties of a thing that `OverrideSettings` can name. */
export type ThingProperty = 'AttributePayload' | 'ThingTypeName' | 'ThingGroups';

export interface ThingResource {
  readonly logicalId: string;
  readonly thingName: TextExpression;
  readonly attributes: Readonly<Record<string, TextExpression>>;
  readonly thingTypeName?: TextExpression;
  readonly thingGroups?: ListExpression;
  readonly billingGroup?: TextExpression;
  readonly overrides: Readonly<Partial<Record<ThingProperty, OverrideSetting>>>;
}

export interface CertificateResource {
  readonly logicalId: string;
  readonly certificateId: TextExpression;
  readonly status?: TextExpression;
  readonly overrides: Readonly<{ Status?: OverrideSetting }>;
}

export type PolicyResource = { readonly logicalId: string } & (
  | { readonly kind: 'name'; readonly name: TextExpression }
  | { readonly kind: 'document'; readonly document: TextExpression }
);

/**
 * A provisioning template for fleet provisioning, read: every name in it is known and every function well formed, but for
 * what depends on parameters.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 */
export interface Template {
  /** By name; a default is there where the template gives one. The records here have no prototype. */
  readonly parameters: Readonly<Record<string, { readonly default?: string; readonly at: string }>>;
  readonly mappings: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
  >;
  readonly thing?: ThingResource;
  readonly certificate?: CertificateResource;
  readonly policies: readonly PolicyResource[];
  readonly deviceConfiguration: Readonly<Record<string, TextExpression>>;
}

/** Something wrong with a template. */
export interface TemplateFault {
  /** Stable; the table of them is `templateFaults`. */
  readonly code: string;
  /** JSON Pointer (RFC 6901) to where it stands in the template's body; empty for the whole. */
  readonly at: string;
  /** What is wrong and what to do, in a sentence or two; it quotes no more than a name. */
  readonly message: string;
}

export type TemplateReading =
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'refused'; readonly faults: readonly TemplateFault[] };

/** What a template comes to for one device: plain values, of which nothing has been done yet. */
export interface Provisioning {
  readonly thing?: {
    readonly thingName: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly thingTypeName?: string;
    readonly thingGroups?: readonly string[];
    readonly billingGroup?: string;
    readonly overrides: ThingResource['overrides'];
  };
  readonly certificate?: {
    readonly certificateId: string;
    readonly status: 'ACTIVE' | 'INACTIVE';
    readonly overrides: CertificateResource['overrides'];
  };
  readonly policies: readonly (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'document'; readonly document: string }
  )[];
  readonly deviceConfiguration: Readonly<Record<string, string>>;
}

export type Evaluation =
  | { readonly kind: 'provisioning'; readonly provisioning: Provisioning }
  | { readonly kind: 'refused'; readonly fault: TemplateFault };
