import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { type Snippet, toModule } from './snippet.js';
import { pathOf } from './workspace.js';

/** What became of a snippet; a fault is the text of what went wrong. */
export type Outcome = { readonly fault?: string };

export interface Workshop {
  /** What the compiler says of a snippet. */
  typesOf(snippet: Snippet): Outcome;
  /** Runs modules one after the other, in a process of their own. */
  run(snippets: readonly Snippet[]): Promise<ReadonlyMap<Snippet, Outcome>>;
  /** Runs modules that describe suites, in mocha; the whole output where one fails. */
  runSuites(snippets: readonly Snippet[]): Promise<Outcome>;
  close(): void;
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts', 'lib.esnext.collection.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node', 'mocha'],
  typeRoots: [pathOf('node_modules/@types')],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  experimentalDecorators: true,
  skipLibCheck: true,
};

// Last line of a run that has come to its end: a module that leaves a server open keeps the process from writing it.
const runner = `
import { argv } from 'node:process';
import { writeFileSync } from 'node:fs';
const [, , results, ...modules] = argv;
const faults = {};
for (const module of modules) {
  try { await import(module); } catch (error) { faults[module] = String(error?.stack ?? error); }
}
process.on('exit', () => writeFileSync(results, JSON.stringify(faults)));
`;

/**
 * Writes snippets as modules into a folder where every package is found, and compiles them all at once.
 *
 * @param factoryCa the PEM that pages call `factory-ca.pem`
 */
export function openWorkshop(snippets: readonly Snippet[], factoryCa: string): Workshop {
  const folder = mkdtempSync(pathOf('packages/testing/dist-test/snippets-'));
  furnish(folder);
  // What runs names files from here.
  copyExample(folder);
  const sources = new Map(
    snippets.map((snippet) => [snippet, join(folder, `${snippet.file}.ts`)] as const),
  );
  for (const [snippet, path] of sources) {
    writeFileSync(prepared(path), toModule(snippet.code));
    copyExample(dirname(path));
    writeFileSync(join(dirname(path), 'factory-ca.pem'), factoryCa);
  }
  const program = ts.createProgram([...sources.values()], compilerOptions);
  const diagnostics = ts.getPreEmitDiagnostics(program);
  program.emit();
  const built = (snippet: Snippet) => (sources.get(snippet) ?? '').replace(/\.ts$/, '.js');
  return {
    typesOf: (snippet) => {
      const own = diagnostics.filter(({ file }) => file?.fileName === sources.get(snippet));
      return own.length === 0 ? {} : { fault: own.map(describe).join('\n') };
    },
    async run(asked) {
      const results = join(folder, 'results.json');
      writeFileSync(join(folder, 'runner.js'), runner);
      const { code, output } = await node(
        [join(folder, 'runner.js'), results, ...asked.map(built)],
        folder,
      );
      const faults: Record<string, string> =
        code === 0 ? JSON.parse(readFileSync(results, 'utf8')) : {};
      return new Map(
        asked.map((snippet) => {
          const fault = code === 0 ? faults[built(snippet)] : `the run did not end: ${output}`;
          return [snippet, fault === undefined ? {} : { fault }];
        }),
      );
    },
    async runSuites(asked) {
      const mocha = pathOf('node_modules/mocha/bin/mocha.js');
      const args = [mocha, '--no-config', '--reporter', 'dot', ...asked.map(built)];
      const { code, output } = await node(args, folder);
      return code === 0 ? {} : { fault: output };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

function furnish(folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules/@gangway'), { recursive: true });
  for (const name of [
    'core',
    'hop',
    'composition',
    'plugins',
    'adapter-lambda',
    'adapter-http',
    'emulator',
    'template',
    'rehearsal',
    'doctor',
    'deployment',
    'cdk',
    'testing',
    'bundle',
  ]) {
    symlinkSync(pathOf(`packages/${name}`), join(folder, `node_modules/@gangway/${name}`));
  }
  for (const library of [
    'cdk/node_modules/aws-cdk-lib',
    'cdk/node_modules/constructs',
    'composition/node_modules/inversify',
    'emulator/node_modules/mqtt',
    'plugins/node_modules/jose',
    'plugins/node_modules/valibot',
  ]) {
    const name = library.slice(library.lastIndexOf('/') + 1);
    symlinkSync(pathOf(`packages/${library}`), join(folder, `node_modules/${name}`));
  }
}

/** `./hook.js` and its devices, for pages that begin where the first hook is written. */
function copyExample(folder: string): void {
  const from = pathOf('examples/first-hook');
  cpSync(join(from, 'lambda.ts'), join(folder, 'lambda.ts'), { force: false });
  cpSync(join(from, 'devices.csv'), join(folder, 'devices.csv'));
  cpSync(join(from, 'first-fleet.template.json'), join(folder, 'first-fleet.template.json'));
  cpSync(join(from, 'hook.ts'), join(folder, 'hook.ts'), { force: false });
  // A lifecycle is of a hook with claims, which the first example's has not.
  const claims = pathOf('examples/device-claims');
  cpSync(join(claims, 'hook.ts'), join(folder, 'fleet.ts'), { force: false });
  const lifecycle = readFileSync(join(claims, 'lifecycle.ts'), 'utf8');
  const path = join(folder, 'lifecycle.ts');
  if (!existsSync(path)) writeFileSync(path, lifecycle.replace('./hook.js', './fleet.js'));
}

function prepared(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

function describe({ messageText, file, start }: ts.Diagnostic): string {
  const line = file === undefined ? '' : file.text.slice(start).split('\n')[0];
  return `${ts.flattenDiagnosticMessageText(messageText, ' ')} at: ${line}`;
}

async function node(
  args: readonly string[],
  cwd: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    // A snippet that writes a file writes it where it is gone with the others.
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 150_000,
    // What runs here is not what the coverage is about.
    env: { ...process.env, NODE_V8_COVERAGE: '', CDK_OUTDIR: join(cwd, 'cdk.out') },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}
