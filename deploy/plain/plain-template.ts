import { withCodeParameters } from './code-parameters.js';
import { joinedAsSub } from './joined-as-sub.js';
import { isObject, type Json, type JsonObject, rewritten } from './json.js';
import { withNeededOrder } from './needed-order.js';
import { withReadableIds } from './readable-ids.js';

export interface PlainTemplateOptions {
  readonly description: string;
  /** The parameter for the key of each function's code, by its readable logical id. */
  readonly keys: Readonly<Record<string, string>>;
}

export interface PlainTemplate {
  readonly template: JsonObject;
  /** Brings along what names resources as they were called before. */
  readonly rename: (value: Json) => Json;
}

/**
 * A synthesised template as somebody would have written it: no asset, no bootstrapping, no metadata, and names that can be
 * read. It deploys with the AWS CLI alone.
 */
export function plainTemplate(
  synthesised: JsonObject,
  { description, keys }: PlainTemplateOptions,
): PlainTemplate {
  const readable = withReadableIds(objectAt(synthesised, 'Resources'));
  const { resources, parameters } = withCodeParameters(withNeededOrder(readable.resources), keys);
  const own = Object.entries(objectAt(synthesised, 'Parameters')).filter(
    ([name]) => name !== 'BootstrapVersion',
  );
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    Parameters: { ...parameters, ...Object.fromEntries(own) },
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, resource]) => [
        id,
        rewritten(withoutMetadata(resource), (value) => spelledOut(joinedAsSub(value))),
      ]),
    ),
  };
  return { template, rename: readable.rename };
}

function withoutMetadata(resource: Json): Json {
  if (!isObject(resource)) return resource;
  const { Metadata, ...rest } = resource;
  return rest;
}

/** A body that is JSON in a text, over as many lines as people want to see. */
function spelledOut(value: Json): Json {
  if (!isObject(value) || typeof value.TemplateBody !== 'string') return value;
  return { ...value, TemplateBody: `${JSON.stringify(JSON.parse(value.TemplateBody), null, 2)}\n` };
}

const objectAt = (template: JsonObject, name: string): JsonObject => {
  const value = template[name];
  return isObject(value) ? value : {};
};
