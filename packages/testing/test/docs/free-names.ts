import ts from 'typescript';

/** The names that a piece of code uses and does not declare. Scopes are not told apart: a snippet is short. */
export function freeNames(code: string): ReadonlySet<string> {
  const source = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2024, true);
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      if (isDeclaration(parent, node)) declared.add(node.text);
      else if (!isMemberName(parent, node)) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return used.difference(declared);
}

function isDeclaration(parent: ts.Node, node: ts.Identifier): boolean {
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportSpecifier(parent);
  return declares && parent.name === node;
}

function isMemberName(parent: ts.Node, node: ts.Identifier): boolean {
  const names =
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertySignature(parent);
  return (
    (names && parent.name === node) || (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}
