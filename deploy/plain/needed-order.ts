import { isObject, type Json, type JsonObject } from './json.js';

/**
 * Leaves out of each `DependsOn` what its resource names anyway: CloudFormation makes that first by itself, and cfn-lint says
 * so (W3005).
 */
export const withNeededOrder = (resources: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(resources).map(([id, one]) => [id, needed(one)]));

function needed(resource: Json): Json {
  if (!isObject(resource) || !Array.isArray(resource.DependsOn)) return resource;
  const { DependsOn, ...rest } = resource;
  const named = JSON.stringify(rest.Properties ?? {});
  const left = DependsOn.filter(
    (id) => !named.includes(`{"Ref":"${id}"}`) && !named.includes(`{"Fn::GetAtt":["${id}",`),
  );
  return left.length === 0 ? rest : { ...rest, DependsOn: left };
}
