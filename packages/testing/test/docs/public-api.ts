import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { examplesIn } from './docstring.js';
import { pathOf, read } from './workspace.js';

/** A name that a package gives away, and the doc comment of what it stands for. */
export interface PublicName {
  readonly name: string;
  /** What one imports it from, `@gangway/plugins/event-integrity`. */
  readonly specifier: string;
  /** The built module behind the specifier. */
  readonly module: string;
  readonly typeOnly: boolean;
  readonly examples: readonly string[];
}

const parsed = new Map<string, ts.SourceFile>();

const entries: readonly (readonly [specifier: string, source: string])[] = [
  ...[
    ...['core', 'hop', 'composition', 'adapter-lambda', 'adapter-http', 'template', 'emulator'],
    ...['rehearsal', 'deployment', 'bundle', 'cdk', 'doctor', 'testing'],
  ].map((name) => [`@gangway/${name}`, `packages/${name}/src/index.ts`] as const),
  ['@gangway/bundle', 'packages/bundle/src/index.ts'],
  ['@gangway/adapter-lambda/proxy', 'packages/adapter-lambda/src/proxy.ts'],
  ['@gangway/emulator/certificates', 'packages/emulator/src/certificates/index.ts'],
  ...['account', 'contracts', 'dynamodb', 'iot', 'lambda', 'secrets', 'ssm', 'stacks'].map(
    (name) => [`@gangway/testing/${name}`, `packages/testing/src/${name}/index.ts`] as const,
  ),
  ...readdirSync(pathOf('packages/plugins/src'))
    .filter((file) => file.endsWith('.ts'))
    .map(
      (file) => [`@gangway/plugins/${file.slice(0, -3)}`, `packages/plugins/src/${file}`] as const,
    ),
];

/** Every name that the packages export from their public entries. */
export const publicNames: readonly PublicName[] = entries.flatMap(([specifier, source]) =>
  namesOf(source).map(({ name, local, file, typeOnly }) => ({
    name,
    specifier,
    module: pathOf(source.replace('/src/', '/dist/').replace(/\.ts$/, '.js')),
    typeOnly,
    examples: examplesIn(commentOf(file, local)),
  })),
);

interface Exported {
  readonly name: string;
  readonly local: string;
  readonly file: string;
  readonly typeOnly: boolean;
}

function namesOf(source: string): readonly Exported[] {
  return parse(source).statements.flatMap((statement): readonly Exported[] => {
    if (ts.isExportDeclaration(statement)) return reexported(source, statement);
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (exported !== true) return [];
    const typeOnly = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    return declaredNames(statement).map((name) => ({ name, local: name, file: source, typeOnly }));
  });
}

function reexported(source: string, statement: ts.ExportDeclaration): readonly Exported[] {
  const { moduleSpecifier: from, exportClause: clause, isTypeOnly } = statement;
  if (from === undefined || clause === undefined) return [];
  if (!ts.isStringLiteral(from) || !ts.isNamedExports(clause)) return [];
  // What another package gives away has its example there.
  if (!from.text.startsWith('.')) return [];
  const file = join(dirname(source), from.text.replace(/\.js$/, '.ts'));
  return clause.elements.map((element) => ({
    name: element.name.text,
    local: (element.propertyName ?? element.name).text,
    file,
    typeOnly: isTypeOnly || element.isTypeOnly,
  }));
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const { name } = statement as ts.Statement & { readonly name?: ts.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

/** The doc comments of a name's declarations; a port has two, its type's and its token's. */
function commentOf(file: string, name: string): string {
  const source = parse(file);
  return (
    source.statements
      .filter((statement) => declaredNames(statement).includes(name))
      .flatMap((statement) => ts.getLeadingCommentRanges(source.text, statement.pos) ?? [])
      .map(({ pos, end }) => source.text.slice(pos, end))
      .filter((comment) => comment.startsWith('/**'))
      .at(-1) ?? ''
  );
}

function parse(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2024);
  parsed.set(path, source);
  return source;
}
