import type { Template, ThingResource } from '../../template.js';
import type { Expression } from '../expressions.js';

/** One expression of a template, with a template that has nothing else. */
export interface Part {
  readonly expression: Expression;
  readonly template: Template;
  /** Whether the only thing that can be wrong with a value is its form: its characters and its length. */
  readonly formOnly: boolean;
}

/** The expressions of a template that are evaluated each for itself; the certificate's id, which has a rule of its own, apart. */
export function partsOf(template: Template): readonly Part[] {
  const { thing, certificate, policies, deviceConfiguration } = template;
  const empty = { ...without(template), policies: [], deviceConfiguration: {} };
  return [
    ...(thing === undefined ? [] : thingParts(thing, empty)),
    ...(certificate?.status === undefined
      ? []
      : [
          {
            expression: certificate.status,
            template: { ...empty, certificate: { ...certificate, certificateId: someId } },
            formOnly: false,
          },
        ]),
    ...policies.map((policy) => ({
      expression: policy.kind === 'name' ? policy.name : policy.document,
      template: { ...empty, policies: [policy] },
      formOnly: policy.kind === 'name',
    })),
    ...Object.entries(deviceConfiguration).map(([name, expression]) => ({
      expression,
      template: { ...empty, deviceConfiguration: { [name]: expression } },
      formOnly: true,
    })),
  ];
}

// Text that has every form that is asked of a name, and of an id.
const someName = { at: '', kind: 'text', text: '0' } as const;
const someId = { at: '', kind: 'text', text: '0'.repeat(64) } as const;

const without = ({ parameters, mappings }: Template) => ({ parameters, mappings });

function thingParts(thing: ThingResource, empty: Template): readonly Part[] {
  const { logicalId, thingName, attributes, thingTypeName, thingGroups, billingGroup } = thing;
  const bare = { logicalId, thingName: someName, attributes: {}, overrides: {} };
  const part = (expression: Expression, property: Partial<ThingResource>): Part => ({
    expression,
    template: { ...empty, thing: { ...bare, ...property } },
    formOnly: true,
  });
  return [
    part(thingName, { thingName }),
    ...Object.entries(attributes).map(([name, value]) =>
      part(value, { attributes: { [name]: value } }),
    ),
    ...(thingTypeName === undefined ? [] : [part(thingTypeName, { thingTypeName })]),
    ...(thingGroups === undefined ? [] : [part(thingGroups, { thingGroups })]),
    ...(billingGroup === undefined ? [] : [part(billingGroup, { billingGroup })]),
  ];
}
