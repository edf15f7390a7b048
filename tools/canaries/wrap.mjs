/** A function in the place of another one, with all that hangs on that, such as how it is promisified. */
export function withPropertiesOf(original, replacement) {
  return Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
}
