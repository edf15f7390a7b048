import {
  evaluateTemplate,
  type ListExpression,
  readTemplate,
  type Template,
  type TextExpression,
} from '@gangway/template';

/** How a template names things, where one parameter alone says it. */
export interface ThingNaming {
  readonly parameter: string;
  /** The thing's name for a value of that parameter; undefined where the template gives it none. */
  nameOf(value: string): string | undefined;
}

/**
 * The one parameter that things are named by; undefined where there is none, or more than one, or no template in the text.
 *
 * @param body JSON text
 */
export function thingNaming(body: string): ThingNaming | undefined {
  const reading = readTemplate(body);
  if (reading.kind === 'refused' || reading.template.thing === undefined) return undefined;
  const { template } = reading;
  const { thing } = reading.template;
  const [parameter, ...others] = new Set(namesIn(thing.thingName));
  if (parameter === undefined || others.length > 0) return undefined;
  return { parameter, nameOf: (value) => nameFor(template, parameter, value) };
}

/** Of the template, the thing's name alone: what else it says may ask for parameters that are not known here. */
function nameFor(template: Template, parameter: string, value: string): string | undefined {
  const { thing, mappings } = template;
  if (thing === undefined) return undefined;
  const { logicalId, thingName } = thing;
  const evaluation = evaluateTemplate(
    {
      parameters: { [parameter]: { at: '' } },
      mappings,
      thing: { logicalId, thingName, attributes: {}, overrides: {} },
      policies: [],
      deviceConfiguration: {},
    },
    { [parameter]: value },
  );
  return evaluation.kind === 'refused' ? undefined : evaluation.provisioning.thing?.thingName;
}

/** Every parameter that an expression refers to. */
function namesIn(expression: TextExpression): readonly string[] {
  switch (expression.kind) {
    case 'text':
      return [];
    case 'ref':
      return [expression.name];
    case 'join':
      return namesInList(expression.parts);
    case 'select':
      return [...namesIn(expression.index), ...namesInList(expression.from)];
    case 'find-in-map':
      return [expression.map, expression.first, expression.second].flatMap(namesIn);
    case 'sub':
      return namesInSub(expression);
  }
}

function namesInSub({
  pieces,
  variables,
}: Extract<TextExpression, { readonly kind: 'sub' }>): readonly string[] {
  const named = pieces.flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []));
  return [
    ...named.filter((name) => !Object.hasOwn(variables, name)),
    ...Object.values(variables).flatMap(namesIn),
  ];
}

const namesInList = (list: ListExpression): readonly string[] =>
  list.kind === 'list' ? list.items.flatMap(namesIn) : namesIn(list.source);
