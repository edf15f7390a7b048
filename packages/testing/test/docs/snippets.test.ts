import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { fencesIn, isSuite } from './fences.js';
import { publicNames } from './public-api.js';
import type { Snippet } from './snippet.js';
import { type Outcome, openWorkshop, type Workshop } from './workshop.js';
import { pages } from './workspace.js';

/** Fails with the whole text of what went wrong. */
function expectSound(outcome: Outcome | undefined): void {
  if (outcome?.fault !== undefined) throw new Error(outcome.fault);
}

/** What is compiled and not run, and why. */
const notRun: Readonly<Record<string, string>> = {
  startRuntimeApi:
    "starts Lambda's own runtime client, as `npm run conformance -- lambda-client` does",
  ClaimLifecycle: 'reads a bundle that the reader has made',
  'docs/lambda.md, block-2': "starts Lambda's own runtime client",
  'README.md, proxy': 'takes its key from the environment',
  'docs/proxy.md, block-1': 'takes its key from the environment',
  'docs/proxy.md, block-4': 'takes its key from the environment',
  'docs/proxy.md, block-2': 'asks AWS Secrets Manager for the keys at once',
  'docs/http.md, block-1': 'serves until the process is told to stop',
  'docs/container.md, container': 'serves until the process is told to stop',
};

const examples: readonly Snippet[] = publicNames.flatMap(({ name, specifier, examples: all }) =>
  all.map((code, index) => ({
    title: all.length === 1 ? name : `${name}, example ${index + 1}`,
    file: `${specifier.replace('@gangway/', '')}/${name}-${index + 1}`,
    code,
  })),
);
const fences = pages.flatMap(fencesIn);
const all = [...examples, ...fences];

/** Snippets that must be found wrong, or nothing is found wrong. */
const illTyped = { title: 'ill-typed', file: 'canary/ill-typed', code: 'permit(1);' };
const untrue = { title: 'untrue', file: 'canary/untrue', code: "permit().kind; // 'deny'" };
const failing = {
  title: 'a failing suite',
  file: 'canary/suite',
  code: "it('fails', () => expect(permit().kind).to.equal('deny'));",
};
const runnable = all.filter(({ title }) => notRun[title] === undefined);
const run = runnable.filter((snippet) => !isSuite(snippet));
const suites = runnable.filter(isSuite);

describe('code in doc comments and on pages', function () {
  // Constructs are compiled with the CDK's own types, and hooks are bundled.
  this.timeout(180_000);
  let workshop: Workshop;
  let outcomes: ReadonlyMap<Snippet, Outcome>;
  let suitesOutcome: Outcome;
  before(async () => {
    const { pem: factoryCa } = await makeCertificate({ subject: 'CN=Factory CA', ca: {} });
    workshop = openWorkshop([...all, illTyped, untrue, failing], factoryCa);
    [outcomes, suitesOutcome] = await Promise.all([
      workshop.run([...run, untrue]),
      workshop.runSuites(suites),
    ]);
  });
  after(() => workshop.close());

  it('is found wrong where it is', async () => {
    expect(workshop.typesOf(illTyped).fault).to.contain('not assignable');
    expect(outcomes.get(untrue)?.fault).to.contain("to deeply equal 'deny'");
    expect((await workshop.runSuites([failing])).fault).to.contain('1 failing');
  });

  it('is left out of the run only where there is such code', () => {
    expect(all.map(({ title }) => title)).to.include.members(Object.keys(notRun));
  });

  describe('compiles', () => {
    for (const snippet of all) {
      it(snippet.title, () => expectSound(workshop.typesOf(snippet)));
    }
  });

  describe('runs, and gives what it says', () => {
    for (const snippet of run) {
      it(snippet.title, () => expectSound(outcomes.get(snippet)));
    }
    it(`as mocha suites: ${suites.map(({ title }) => title).join('; ')}`, () =>
      expectSound(suitesOutcome));
    for (const [title, why] of Object.entries(notRun)) it(`${title} (SKIPPED: it ${why})`);
  });
});

describe('public functions', () => {
  for (const { name, specifier, module, typeOnly, examples: own } of publicNames) {
    if (typeOnly) continue;
    it(`${name} of ${specifier} has an example, if it is a function`, async () => {
      const exports: Record<string, unknown> = await import(module);
      expect(exports).to.have.property(name);
      if (typeof exports[name] === 'function') expect(own).to.not.be.empty;
    });
  }
});
