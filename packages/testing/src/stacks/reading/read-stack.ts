import { evaluate, type Names } from './intrinsics.js';
import { listOf } from './json.js';
import { physicalNames } from './physical-names.js';
import type { ResourceDeclaration, StackPlace, StackTemplate } from './template.js';

/** A resource as it would be deployed: nothing in it is a reference any more. */
export interface StackResource {
  readonly id: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives for its ARN. */
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string | undefined;
  readonly replacePolicy: string | undefined;
  /** Without which it is not there. */
  readonly condition: string | undefined;
}

/** A template as it would be deployed. */
export interface Stack {
  readonly place: StackPlace;
  readonly resources: readonly StackResource[];
  readonly ofType: (...types: readonly string[]) => readonly StackResource[];
  /** A value of the template's language, such as a permission's resource, worked out. */
  readonly value: (value: unknown) => unknown;
  /** What is named somewhere and is not there. */
  readonly dangling: readonly string[];
}

/** Where it is not called `Arn`. */
const arnAttributes: Readonly<Record<string, string>> = {
  'AWS::IoT::ProvisioningTemplate': 'TemplateArn',
};

/** Reads a template as if it were deployed here. */
export function readStack(template: StackTemplate, place: StackPlace): Stack {
  const dangling = new Set<string>();
  const names = namesOf(template, place, (name) => dangling.add(name));
  const resources = Object.entries(template.Resources).map(([id, declaration]) => ({
    id,
    type: declaration.Type,
    ref: String(names.ref(id)),
    arn: String(names.attribute(id, arnAttributes[declaration.Type] ?? 'Arn')),
    properties: propertiesOf(declaration, names),
    dependsOn: listOf(declaration.DependsOn).map(String),
    deletionPolicy: declaration.DeletionPolicy,
    replacePolicy: declaration.UpdateReplacePolicy,
    condition: declaration.Condition,
  }));
  return {
    place,
    resources,
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    value: (value) => evaluate(value, names),
    dangling: [...dangling],
  };
}

const propertiesOf = ({ Properties = {} }: ResourceDeclaration, names: Names) =>
  Object.fromEntries(
    Object.entries(Properties).map(([name, value]) => [name, evaluate(value, names)]),
  );

function namesOf(
  { Parameters = {}, Resources }: StackTemplate,
  place: StackPlace,
  dangles: (id: string) => void,
): Names {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': 'stack',
  };
  const known = (id: string) => {
    const declaration = Object.hasOwn(Resources, id) ? Resources[id] : undefined;
    if (declaration === undefined) dangles(id);
    return declaration && physicalNames(declaration.Type, { place, id, text: textOf(declaration) });
  };
  // A name that names itself would go on for ever; CloudFormation refuses it as well.
  const within = new Set<string>();
  const textOf = (declaration: ResourceDeclaration) => (property: string) => {
    const value = declaration.Properties?.[property];
    if (value === undefined || within.has(JSON.stringify(value))) return undefined;
    const key = JSON.stringify(value);
    within.add(key);
    try {
      return String(evaluate(value, names));
    } finally {
      within.delete(key);
    }
  };
  const names: Names = {
    ref: (name) => {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      if (Object.hasOwn(Parameters, name)) return Parameters[name]?.Default ?? name;
      return known(name)?.ref ?? `?${name}`;
    },
    attribute: (id, attribute) => known(id)?.attributes[attribute] ?? `?${id}.${attribute}`,
  };
  return names;
}
