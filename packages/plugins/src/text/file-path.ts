import * as v from 'valibot';

/** A file as an option names it: a path, relative to the working directory, or a file: URL. */
export const filePath = v.pipe(
  v.union([v.pipe(v.string(), v.minLength(1)), v.instance(URL)], 'must be a path or a file: URL'),
  v.check((path) => typeof path === 'string' || path.protocol === 'file:', 'must be a file: URL'),
);
