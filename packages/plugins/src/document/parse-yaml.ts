import type { Document, YAMLMap } from 'yaml';
import { DocumentFault } from './document-fault.js';
import type * as library from './yaml.js';

type Yaml = typeof library;

/** At so many places may an anchor stand, its own and those within it counted in: more is a trap ("billion laughs"). */
const mostPlaces = 100;

/**
 * Reads one document of YAML 1.2 by its core schema, in which `NO` and `on` are texts. Refused are tags of any other
 * schema, two members of one name, and whatever the library has a warning about.
 *
 * @see https://yaml.org/spec/1.2.2/#103-core-schema
 * @throws DocumentFault whose message holds nothing of the text
 */
export function parseYaml(text: string, yaml: Yaml): unknown {
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    // Whatever version the document says that it is of.
    schema: 'core',
    // Else it would take `!!binary`, `!!set` and others of YAML 1.1.
    resolveKnownTags: false,
    // The library's own search for doubled names takes time by the square of their number.
    uniqueKeys: false,
    // Its messages would quote the text.
    prettyErrors: false,
    // It prints no warning; `silent` would pass over a second document.
    logLevel: 'error',
    lineCounter: lines,
  });
  const [found] = [...document.errors, ...document.warnings];
  if (found !== undefined) {
    const { line, col } = lines.linePos(found.pos[0]);
    throw new DocumentFault('not-yaml', `${found.code} at line ${line}, column ${col}`);
  }
  if (holdsUnclearName(document, yaml)) {
    const why =
      'two members of an object in it have one name, or a name is a list, an object or an alias';
    throw new DocumentFault('not-yaml', why);
  }
  try {
    return document.toJS({ maxAliasCount: mostPlaces });
  } catch {
    const why = `an anchor in it is used at over ${mostPlaces} places, or an alias has none`;
    throw new DocumentFault('not-yaml', why);
  }
}

function holdsUnclearName(document: Document.Parsed, { isScalar, visit }: Yaml): boolean {
  let unclear = false;
  visit(document, {
    Map(_key, { items }: YAMLMap) {
      // As a member's name `1` is `"1"`, and nothing at all is `""`.
      const names = items.map(({ key }) => (isScalar(key) ? String(key.value ?? '') : undefined));
      unclear ||= names.includes(undefined) || new Set(names).size < names.length;
    },
  });
  return unclear;
}
