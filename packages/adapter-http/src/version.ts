/** The version of this package, as in its package.json; a bundle has no such file to read. */
export const version = '0.0.0';
