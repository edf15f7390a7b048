import * as v from 'valibot';

/**
 * An option that is an object of the CDK's. It is known by a member: another copy of the CDK's package makes others of its class.
 *
 * @param what it must be, in words
 */
export const constructOption = <Type extends object>(what: string, member: keyof Type & string) =>
  v.custom<Type>(
    (given) => typeof given === 'object' && given !== null && member in given,
    `must be ${what}`,
  );
