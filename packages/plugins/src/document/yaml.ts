// Reached by `import()` alone, so that a hook without a YAML file never loads the library.
export { isScalar, LineCounter, parseDocument, visit } from 'yaml';
