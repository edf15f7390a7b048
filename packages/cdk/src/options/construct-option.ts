import * as v from 'valibot';

/**
 * An option that is an object of the CDK's. It is known by its members: another copy of the CDK's package makes others of its class.
 *
 * @param what it must be, in words
 */
export const constructOption = <Type extends object>(
  what: string,
  ...members: readonly (keyof Type & string)[]
) =>
  v.custom<Type>(
    (given) =>
      typeof given === 'object' &&
      given !== null &&
      members.every((member) => Reflect.get(given, member) !== undefined),
    `must be ${what}`,
  );
