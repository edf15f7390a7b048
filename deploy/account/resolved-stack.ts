import type { Place } from '@gangway/deployment';
import { isObject, type Json, type JsonObject, onlyEntry } from '../plain/json.js';
import { madeResource, nameProperties, type Resource } from './resource-names.js';

/** A template of CloudFormation, as far as a stack is made from it. */
export interface StackSource {
  readonly Parameters?: Readonly<Record<string, JsonObject>>;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: JsonObject }>
  >;
}

/** A stack as it is deployed: every reference in it is a name. */
export interface ResolvedStack {
  readonly resources: readonly Resource[];
  /** Of something else with references into the stack. */
  resolve(value: Json): Json;
}

/** CloudFormation would not have deployed it. */
export class DeploymentRefused extends Error {
  override readonly name = 'DeploymentRefused';
}

/**
 * Does to a template what CloudFormation does.
 *
 * @throws DeploymentRefused where it refers to what it has not
 */
export function resolvedStack(
  { Parameters = {}, Resources }: StackSource,
  place: Place,
  parameters: JsonObject = {},
): ResolvedStack {
  const pseudo: JsonObject = {
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': 'stack',
  };
  const resourceOf = (id: string): Resource | undefined => {
    const source = Resources[id];
    return source && { Type: source.Type, Properties: resolvedMembers(source.Properties ?? {}) };
  };
  const withName = (id: string, { Type, Properties }: Resource): Resource => {
    const name = nameProperties[Type];
    return name === undefined
      ? { Type, Properties }
      : { Type, Properties: { [name]: id, ...Properties } };
  };
  const made = (id: string) => {
    const resource = resourceOf(id);
    if (resource === undefined) throw new DeploymentRefused(`nothing is called ${id}`);
    return madeResource(id, resource, place);
  };
  const ref = (id: string): Json =>
    pseudo[id] ?? parameters[id] ?? Parameters[id]?.Default ?? made(id).ref;
  const attribute = (id: string, name: string): Json => {
    const value = made(id).attributes[name];
    if (value === undefined) throw new DeploymentRefused(`${id} has no ${name}`);
    return value;
  };

  const functions: Readonly<Record<string, (given: Json) => Json>> = {
    Ref: (given) => ref(String(given)),
    'Fn::GetAtt': (given) => {
      const [id = '', name = ''] = typeof given === 'string' ? given.split('.') : listOf(given);
      return attribute(String(id), String(name));
    },
    'Fn::Join': (given) => {
      const [delimiter, items] = listOf(resolve(given));
      return listOf(items).join(String(delimiter));
    },
    'Fn::Select': (given) => {
      const [index, items] = listOf(resolve(given));
      return listOf(items)[Number(index)] ?? null;
    },
    'Fn::Split': (given) => {
      const [delimiter, whole] = listOf(resolve(given));
      return String(whole).split(String(delimiter));
    },
    'Fn::Sub': (given) =>
      String(given).replaceAll(/\$\{([^}!]+)\}/g, (_, name: string) =>
        String(name.includes('.') ? functions['Fn::GetAtt']?.(name) : ref(name)),
      ),
  };

  function resolve(value: Json): Json {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isObject(value)) return value;
    const [name, given] = onlyEntry(value) ?? [];
    const apply = name === undefined ? undefined : functions[name];
    return apply === undefined || given === undefined ? resolvedMembers(value) : apply(given);
  }

  function resolvedMembers(members: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(members).map(([name, member]) => [name, resolve(member)]),
    );
  }

  return {
    resources: Object.keys(Resources).flatMap((id) => {
      const resource = resourceOf(id);
      return resource === undefined ? [] : [withName(id, resource)];
    }),
    resolve,
  };
}

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : [];
