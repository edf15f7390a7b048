import { isObject, type Json, type JsonObject, onlyEntry, rewritten } from './json.js';

/** Names that the CDK gives to what has no other; they say nothing. */
const silent = new Set(['Resource', 'Default']);

/** Resources by readable names, and how anything else that names them is brought along. */
export interface Renamed {
  readonly resources: JsonObject;
  readonly rename: (value: Json) => Json;
}

/**
 * Calls each resource after its place in the tree of constructs, without the hash that makes it unique in any tree: here
 * nothing else is called so.
 *
 * @throws Error when two resources would have one name
 */
export function withReadableIds(resources: JsonObject): Renamed {
  const names = new Map<string, string>();
  for (const [id, resource] of Object.entries(resources)) names.set(id, readableId(id, resource));
  if (new Set(names.values()).size < names.size) {
    throw new Error(`two resources have one name: ${[...names.values()].sort().join(', ')}`);
  }
  const nameOf = (id: Json | undefined) => names.get(String(id)) ?? String(id);
  const rename = (value: Json) => rewritten(value, (inner) => renamedReference(inner, nameOf));
  return {
    resources: Object.fromEntries(
      Object.entries(resources).map(([id, resource]) => [nameOf(id), rename(resource)]),
    ),
    rename,
  };
}

/** From `stack/Hook/Function/Resource`, where CDK's metadata has it. */
function readableId(id: string, resource: Json): string {
  const metadata = isObject(resource) ? resource.Metadata : undefined;
  const path = isObject(metadata) ? metadata['aws:cdk:path'] : undefined;
  if (typeof path !== 'string') return id;
  const [, ...segments] = path.split('/');
  return segments
    .filter((segment, index) => !silent.has(segment) && segment !== segments[index - 1])
    .join('')
    .replaceAll(/[^A-Za-z0-9]/g, '');
}

function renamedReference(value: Json, nameOf: (id: Json | undefined) => string): Json {
  if (isObject(value) && value.DependsOn !== undefined) {
    const ids = Array.isArray(value.DependsOn) ? value.DependsOn : [value.DependsOn];
    return { ...value, DependsOn: ids.map(nameOf) };
  }
  const [name, argument] = onlyEntry(value) ?? [];
  if (name === 'Ref') return { Ref: nameOf(argument) };
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) {
    const [id, ...attribute] = argument;
    return { 'Fn::GetAtt': [nameOf(id), ...attribute] };
  }
  if (name === 'Fn::Sub' && typeof argument === 'string') {
    const text = argument.replaceAll(/\$\{([^!}.]+)/g, (_, id: string) => `\${${nameOf(id)}`);
    return { 'Fn::Sub': text };
  }
  return value;
}
