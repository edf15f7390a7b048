import { certificateAttributeNames, type DistinguishedName, nearest } from '@gangway/core';

/** Short names that a `Certificate` has for attribute types. */
const attributeNames = [...certificateAttributeNames.values()];

const dottedIdentifier = /^\d+(?:\.\d+)+$/;

/** Why no attribute type can be called so: it is neither dotted nor a short name. */
export function faultInAttributeName(name: string): string | undefined {
  if (dottedIdentifier.test(name) || attributeNames.includes(name)) return undefined;
  const right = nearest(name, attributeNames);
  const hint = right === undefined ? attributeNames.join(', ') : `did you mean "${right}"?`;
  return `no attribute is called "${name}": ${hint}`;
}

/** Gives the values of all attributes of a type, by its short name or dotted identifier. */
export function attributeValues(
  name: string,
): (distinguishedName: DistinguishedName) => readonly string[] {
  const key = dottedIdentifier.test(name) ? 'type' : 'name';
  return ({ attributes }) =>
    attributes.filter((attribute) => attribute[key] === name).map(({ value }) => value);
}
