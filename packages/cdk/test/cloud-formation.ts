import type { Template } from 'aws-cdk-lib/assertions';

/** A resource of a template, as CloudFormation reads it. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of CloudFormation's, of whatever shape the test then says.
  readonly Properties: Readonly<Record<string, any>>;
  readonly DependsOn?: readonly string[];
}

export const resourcesOf = (
  template: Template,
  type: string,
): readonly (Resource & { readonly id: string })[] =>
  Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    ...(resource as Resource),
  }));

/** The one of its type whose id begins so. */
export function resourceOf(
  template: Template,
  type: string,
  beginning = '',
): Resource & { readonly id: string } {
  const found = resourcesOf(template, type).filter(({ id }) => id.startsWith(beginning));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(
      `${found.length} of ${type} ${beginning}: ${found.map(({ id }) => id).join(', ')}`,
    );
  }
  return only;
}

/** All that a role may do: its own statements, and those of policies that were attached to it. */
export function statementsOf(template: Template, roleId: string): readonly unknown[] {
  const role = resourcesOf(template, 'AWS::IAM::Role').find(({ id }) => id === roleId);
  if (role === undefined) throw new Error(`no role ${roleId}`);
  if (role.Properties.ManagedPolicyArns !== undefined) throw new Error('a managed policy');
  const own = (role.Properties.Policies ?? []) as readonly { readonly PolicyDocument: Document }[];
  const attached = resourcesOf(template, 'AWS::IAM::Policy').filter(({ Properties }) =>
    Properties.Roles.some(({ Ref }: { readonly Ref: string }) => Ref === roleId),
  );
  return [
    ...own.map(({ PolicyDocument }) => PolicyDocument),
    ...attached.map(({ Properties }) => Properties.PolicyDocument as Document),
  ].flatMap(({ Statement }) => Statement);
}

interface Document {
  readonly Statement: readonly unknown[];
}
