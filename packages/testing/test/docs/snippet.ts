import ts from 'typescript';
import { freeNames } from './free-names.js';
import { publicNames } from './public-api.js';

/** A piece of code out of a page or a doc comment, and the module that it is tried as. */
export interface Snippet {
  /** Where it stands. */
  readonly title: string;
  /** The file's name, without its ending, in a folder of the page's own. */
  readonly file: string;
  readonly code: string;
}

/** What a snippet may speak of without saying where it comes from. */
const assumed: Readonly<Record<string, string>> = {
  event: "const event = anEvent({ serialNumber: 'SN-0001' });",
  devices: "const devices = [{ id: 'SN-0001', attributes: { Site: 'Oslo' } }];",
  definition:
    "const definition = defineHook([eventIntegrity(), staticDeviceRegistry({ devices }), registeredDevice({ serialNumber: 'SerialNumber' })]);",
  hook: 'const hook = definition;',
  decision: 'const decision = await composeHook(definition).decide(event);',
  hopKey: "const hopKey = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';",
  signal: 'const { signal } = new AbortController();',
  template: `const template = { name: 'first-fleet', body: JSON.stringify({
    Parameters: { SerialNumber: { Type: 'String' } },
    Resources: {
      thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { Ref: 'SerialNumber' } } },
      certificate: { Type: 'AWS::IoT::Certificate', Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' }, Status: 'ACTIVE' } },
      policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: 'fleet' } },
    },
  }) };`,
  emulator:
    'await using emulator = await startEmulator({ hook: inProcessHook(composeHook(definition)), template });',
  fleet: "const fleet = fleetOf(['SN-0001']);",
  stack: "const stack = new Stack(new App(), 'Fleet');",
  vpc: "const vpc = new ec2.Vpc(stack, 'Vpc');",
  certificate:
    "const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/0');",
  hookFunction: "const hookFunction = lambda.Function.fromFunctionName(stack, 'Function', 'hook');",
  topic: "const topic = new sns.Topic(stack, 'OnCall');",
  report:
    "const report = await rehearse({ emulator, hook: 'hook.ts', fleet, concurrency: 1, seed: 1 });",
};

const elsewhere: Readonly<Record<string, string>> = {
  App: 'aws-cdk-lib',
  Stack: 'aws-cdk-lib',
  expect: 'chai',
  inject: 'inversify',
  injectable: 'inversify',
  spawn: 'node:child_process',
};

const wholeModules: Readonly<Record<string, string>> = {
  acm: "import * as acm from 'aws-cdk-lib/aws-certificatemanager';",
  ec2: "import * as ec2 from 'aws-cdk-lib/aws-ec2';",
  ecs: "import * as ecs from 'aws-cdk-lib/aws-ecs';",
  fc: "import fc from 'fast-check';",
  iot: "import * as iot from 'aws-cdk-lib/aws-iot';",
  kms: "import * as kms from 'aws-cdk-lib/aws-kms';",
  lambda: "import * as lambda from 'aws-cdk-lib/aws-lambda';",
  sns: "import * as sns from 'aws-cdk-lib/aws-sns';",
  v: "import * as v from 'valibot';",
};

/** The snippet as a module: what it assumes before it, what it names imported, its trailing comments asserted. */
export function toModule(code: string): string {
  const body = assertComments(code);
  const prelude: string[] = [];
  const free = new Set(freeNames(body));
  for (const name of free) {
    const line = assumed[name];
    if (line === undefined) continue;
    prelude.unshift(line);
    for (const more of freeNames(line)) {
      // What a line assumes stands before it, also where something later has asked for it first.
      free.delete(more);
      free.add(more);
    }
  }
  const lines = [...new Set(prelude)];
  const names = freeNames([...lines, body].join('\n'));
  return [...[...names].flatMap(importOf), ...lines, body, 'export {};', ''].join('\n');
}

function importOf(name: string): readonly string[] {
  const whole = wholeModules[name];
  if (whole !== undefined) return [whole];
  const from =
    elsewhere[name] ?? publicNames.find((candidate) => candidate.name === name)?.specifier;
  return from === undefined ? [] : [`import { ${name} } from '${from}';`];
}

/** `expression // value` becomes an assertion where the comment is a literal, else it stays a comment. */
function assertComments(code: string): string {
  const source = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2024, true);
  let made = code;
  const visit = (node: ts.Node): void => {
    const value = ts.isExpressionStatement(node) ? commentAfter(code, node.end) : undefined;
    if (value === undefined || !isLiteral(value)) {
      // From the last to the first, so that what is still to be visited stays where it was.
      for (const child of childrenOf(node).toReversed()) visit(child);
      return;
    }
    const expression = (node as ts.ExpressionStatement).expression.getText();
    const asked = node.parent === source ? `await (${expression})` : expression;
    const asserted = `expect(${asked}).to.deep.equal(${value});`;
    made = made.slice(0, node.getStart()) + asserted + made.slice(node.end);
  };
  visit(source);
  return made;
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

const commentAfter = (code: string, end: number): string | undefined =>
  /^[ \t]*;?[ \t]*\/\/ (.*)/.exec(code.slice(end))?.[1];

function isLiteral(text: string): boolean {
  try {
    // Only data: nothing in it is called or looked up.
    const source = ts.createSourceFile('value.ts', `(${text})`, ts.ScriptTarget.ES2024, true);
    const { diagnostics } = ts.transpileModule(`(${text})`, { reportDiagnostics: true });
    const [statement] = source.statements;
    return (
      diagnostics?.length === 0 &&
      source.statements.length === 1 &&
      statement !== undefined &&
      ts.isExpressionStatement(statement) &&
      isData((statement.expression as ts.ParenthesizedExpression).expression)
    );
  } catch {
    return false;
  }
}

function isData(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isData);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every(
      (property) => ts.isPropertyAssignment(property) && isData(property.initializer),
    );
  }
  const plain = [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword];
  return (
    ts.isStringLiteral(node) ||
    ts.isNumericLiteral(node) ||
    plain.includes(node.kind) ||
    (ts.isIdentifier(node) && node.text === 'undefined')
  );
}
