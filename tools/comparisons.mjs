// Checks that secrets, and what secrets made, are compared in one place alone: `sameOctets`, whose time does not tell where
// two values differ. And that the check itself can fail: each text in `canaries` must be found, each in `sound` must not.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const only = 'packages/core/src/octets/same-octets.ts';

// Where what devices send is judged. In core a `token` is a port's and a `tag` that of DER.
const judged = /^packages\/(plugins|cli|hop|adapter-[a-z]+)\/src\//;

// As a word of its own in a name: `mac`, `expectedMac`, `macOctets`; not `machine`.
const secretWords = new Set('mac hmac digest signature token tag secret password'.split(' '));
const secretKeys = /^(device|batch|private|secret|hmac)_?keys?$/i;
// What is asked of a secret without looking into it; and what names one or counts its octets.
const harmlessMembers = new Set(['length', 'byteLength', 'size', 'kind', 'keyId']);
const harmlessWords = new Set(
  'id hash kind name class size length count algorithm algorithms'.split(' '),
);
const comparingCalls = new Set(
  'equals compare localeCompare startsWith endsWith includes indexOf lastIndexOf has match search is isDeepStrictEqual deepEqual'.split(
    ' ',
  ),
);
const comparingOperators = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/** What is wrong in a file, a line each. */
function faultsIn(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const faults = [];
  const visit = (node) => {
    const fault = faultOf(node, path);
    if (fault !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`${path}:${line + 1}: ${fault}: ${node.getText().split('\n')[0]}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function faultOf(node, path) {
  if (path === only) return undefined;
  if (ts.isIdentifier(node) && node.text === 'timingSafeEqual') return `only ${only} uses it`;
  return judged.test(path) && comparesSecret(node)
    ? 'compares a secret, which sameOctets alone may'
    : undefined;
}

function comparesSecret(node) {
  if (ts.isBinaryExpression(node) && comparingOperators.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    return sides.some(isSecret) && !sides.some(isPlain);
  }
  if (ts.isCallExpression(node) && comparingCalls.has(nameOf(node.expression))) {
    const { expression: callee } = node;
    const receiver = ts.isPropertyAccessExpression(callee) ? [callee.expression] : [];
    return [...receiver, ...node.arguments].some(isSecret);
  }
  return ts.isSwitchStatement(node) && isSecret(node.expression);
}

/** Whether an expression is called like a secret, or is what a MAC's or a hash's `digest` gives. */
function isSecret(expression) {
  const inner = bare(expression);
  if (ts.isCallExpression(inner)) {
    // `mac.toString('hex')` is the mac still.
    const { expression: callee } = inner;
    const receiver = ts.isPropertyAccessExpression(callee) && isSecret(callee.expression);
    return receiver || isSecret(callee);
  }
  if (ts.isElementAccessExpression(inner)) return isSecret(inner.expression);
  const name = nameOf(inner);
  if (name === '' || harmlessMembers.has(name)) return false;
  const words = name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
  if (harmlessWords.has(words.at(-1))) return false;
  return secretKeys.test(name) || words.some((word) => secretWords.has(word));
}

/** What compares with nothing that somebody sent: whether it is there, of which type, how long. */
function isPlain(expression) {
  const inner = bare(expression);
  return (
    ts.isNumericLiteral(inner) ||
    inner.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isStringLiteral(inner) && inner.text.length < 2) ||
    (ts.isIdentifier(inner) && inner.text === 'undefined')
  );
}

function bare(expression) {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isAwaitExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

function nameOf(expression) {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

const canaries = [
  'if (mac === expected) permit();',
  'if (expected == token.mac) permit();',
  'if (a.mac !== b.mac) deny();',
  "if (mac.toString('hex') === sent) permit();",
  "if (sent === createHmac('sha256', k).update(m).digest('hex')) permit();",
  'if (expectedMac.equals(sent)) permit();',
  'if (sent.equals(hmac)) permit();',
  'if (Buffer.compare(sent, signature) === 0) permit();',
  'if (mac[0] === sent[0]) permit();',
  'if (known.includes(token)) permit();',
  'if (seen.has(tokenText)) permit();',
  'if (isDeepStrictEqual(mac, sent)) permit();',
  'switch (token) { case sent: permit(); }',
  "if (mac !== 'fixed') deny();",
  'if (deviceKey.equals(other)) permit();',
  "import { timingSafeEqual } from 'node:crypto';",
  'crypto.timingSafeEqual(mac, sent);',
];
const sound = [
  'if (sameOctets(mac, expected)) permit();',
  'if (token === undefined) deny();',
  "if (token === '-') readInput();",
  'if (mac.length !== 32) deny();',
  'if (octets.length < 32) deny();',
  "if (token.kind === 'right') permit();",
  'if (keys.has(keyId)) permit();',
  "if (machine === 'x') permit();",
  'if (signatureAlgorithms.includes(signatureAlgorithm.name)) permit();',
];

const paths = globSync('packages/*/src/**/*.ts');
const faults = paths.flatMap((path) => faultsIn(path, readFileSync(path, 'utf8')));
for (const canary of canaries) {
  if (faultsIn('packages/plugins/src/token/canary.ts', canary).length === 0) {
    faults.push(`the check does not notice: ${canary}`);
  }
}
for (const text of sound) {
  if (faultsIn('packages/plugins/src/token/canary.ts', text).length > 0) {
    faults.push(`the check takes for a comparison of secrets: ${text}`);
  }
}
// A check that looks at nothing finds nothing.
if (!paths.includes(only)) faults.push(`the check does not look at ${only}`);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
