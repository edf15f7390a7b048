/**
 * Whether AWS IoT takes a text as a thing's name; it compares them to the letter.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeThing.html
 */
export const isThingName = (name: string): boolean => /^[a-zA-Z0-9:_-]{1,128}$/.test(name);
