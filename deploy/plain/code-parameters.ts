import { isObject, type Json, type JsonObject } from './json.js';

/** A function's resource whose code is the CDK's asset. */
const codeOf = (resource: Json): JsonObject | undefined => {
  if (!isObject(resource) || resource.Type !== 'AWS::Lambda::Function') return undefined;
  const { Properties } = resource;
  return isObject(Properties) && isObject(Properties.Code) ? Properties : undefined;
};

/** What has to be given for a function's code to be found. */
export interface CodeParameters {
  readonly resources: JsonObject;
  readonly parameters: JsonObject;
}

/**
 * Puts parameters in the place of the CDK's assets: the bucket, and a key for each function.
 *
 * A version is published anew when something of it changes that cannot change in one that is there. Here that is its description, which is
 * the key: a new key is a new version, and the alias goes over to it. Lambda publishes none of a function that is as it was, and bundles are
 * reproducible: so the key is the function's own description as well, and a new key of the same zip is a change.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html
 * @param keys the parameter of each function, by its logical id
 */
export function withCodeParameters(
  resources: JsonObject,
  keys: Readonly<Record<string, string>>,
): CodeParameters {
  const functions = Object.entries(resources).filter(([, resource]) => codeOf(resource));
  const keyOf = (id: string): string => {
    const key = keys[id];
    if (key === undefined) throw new Error(`no parameter for the code of ${id}`);
    return key;
  };
  const changed = Object.entries(resources).map(([id, resource]): [string, Json] => {
    const properties = codeOf(resource);
    if (properties === undefined) return [id, withKeyAsDescription(resource, keyOf)];
    const Key = { Ref: keyOf(id) };
    const Code = { S3Bucket: { Ref: 'CodeBucket' }, S3Key: Key };
    return [id, { ...Object(resource), Properties: { ...properties, Code, Description: Key } }];
  });
  return {
    resources: Object.fromEntries(changed),
    parameters: {
      CodeBucket: {
        Type: 'String',
        Description: 'Bucket with the zips, in the same region.',
      },
      ...Object.fromEntries(
        functions.map(([id]) => [
          keyOf(id),
          {
            Type: 'String',
            // What Lambda takes as a description.
            MaxLength: 256,
            Description: `Key of the zip of ${id}. Another key for every build: the alias goes over to a new version when it changes.`,
          },
        ]),
      ),
    },
  };
}

function withKeyAsDescription(resource: Json, keyOf: (id: string) => string): Json {
  if (!isObject(resource) || resource.Type !== 'AWS::Lambda::Version') return resource;
  const properties = resource.Properties;
  const named = isObject(properties) ? properties.FunctionName : undefined;
  if (!isObject(properties) || !isObject(named)) return resource;
  const Description = { Ref: keyOf(String(named.Ref)) };
  return { ...resource, Properties: { ...properties, Description } };
}
