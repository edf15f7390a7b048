import { expressionDefinitions } from './expression-definitions.js';
import { closed, type JsonSchema, reference } from './json-schema.js';
import { resourceDefinitions } from './resource-definitions.js';

const texts = (description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: reference('text'),
});

const keyed = (values: JsonSchema): JsonSchema => ({
  type: 'object',
  additionalProperties: values,
});

/**
 * A JSON Schema of fleet provisioning templates, for editors: it completes names, tells what they mean, and marks what has
 * the wrong form. It takes every template that `readTemplate` takes, and some more: that a parameter is declared, say, no
 * schema can tell. It is of draft 7, which editors know best.
 *
 * @see https://json-schema.org/draft-07
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html
 * @example
 * Object.keys(templateSchema.properties as object); // ['Parameters', 'Mappings', 'Resources', 'DeviceConfiguration']
 */
export const templateSchema: JsonSchema = Object.freeze({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'AWS IoT fleet provisioning template',
  ...closed(
    {
      Parameters: {
        description: 'The parameters that functions refer to.',
        ...keyed(
          closed(
            {
              Type: { const: 'String' },
              Default: { type: 'string', description: 'Counts where nobody gives a value.' },
            },
            ['Type'],
          ),
        ),
      },
      Mappings: {
        description: 'Texts by two keys, for Fn::FindInMap; no function may stand here.',
        ...keyed(keyed(keyed({ type: 'string' }))),
      },
      Resources: {
        description: 'What a device gets: a thing, its certificate, and policies.',
        ...keyed(reference('resource')),
      },
      DeviceConfiguration: texts('What RegisterThing tells the device; flat.'),
    },
    ['Resources'],
  ),
  definitions: { ...expressionDefinitions, ...resourceDefinitions },
});
