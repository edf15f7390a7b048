/** A CloudFormation template, as it is written or synthesised. */
export interface StackTemplate {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Resources: Readonly<Record<string, ResourceDeclaration>>;
}

/** An entry of `Resources`. */
export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Condition?: string;
}

/** Where a stack is said to be deployed, so that its names and ARNs can be compared as texts. */
export interface StackPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}
