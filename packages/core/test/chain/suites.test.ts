import { expect } from 'chai';
import { casesOf, runCase, type SuiteCase, skippedNote } from './suites.js';

interface Suite {
  readonly file: string;
  /** Core cases that should be accepted, have no name constraints, and are refused all the same; and why. */
  readonly missed: Readonly<Record<string, string>>;
  /** What the other wrong accepts need that is not asked for here, by the suite's own tags. */
  readonly needs: readonly string[];
}

const suites: readonly Suite[] = [
  {
    file: 'chains-pkits.json',
    missed: {
      '4.6.4':
        'CHAIN_EXTENSION_INVALID: basicConstraints is not critical, against RFC 5280 section 4.2.1.9; limbo wants the same refused',
    },
    needs: ['crl', 'policy'],
  },
  {
    file: 'chains-limbo.json',
    missed: {
      'online::fastly.com':
        'CHAIN_UNTRUSTED: the serial number of its root is 0, against RFC 5280 section 4.1.2.2, so the reader does not read it',
    },
    needs: ['crl', 'peer-name', 'webpki-profile', 'pedantic'],
  },
];

// Also where a path that has none would be found after backtracking.
const nameConstraints = /^4\.13\.|::nc::/;

for (const { file, missed, needs } of suites) {
  const cases = casesOf(file);
  const accepts = (suiteCase: SuiteCase) => runCase(suiteCase).kind === 'valid';
  const titleOf = ({ id, name = '' }: SuiteCase) => `${id} ${name}`.trim();

  describe(file, () => {
    const core = cases.filter((suiteCase) => suiteCase.core);

    for (const suiteCase of core.filter(({ expect: wanted }) => wanted === 'failure')) {
      it(`refuses ${titleOf(suiteCase)}`, () => {
        expect(runCase(suiteCase).kind).to.be.oneOf(['invalid', 'unreadable']);
      });
    }

    const good = core.filter(
      ({ id, expect: wanted }) => wanted === 'success' && !nameConstraints.test(id),
    );
    for (const suiteCase of good) {
      const why = missed[suiteCase.id];
      if (why === undefined) {
        it(`accepts ${titleOf(suiteCase)}`, () => {
          expect(runCase(suiteCase)).to.have.property('kind', 'valid');
        });
      } else {
        it(`misses ${titleOf(suiteCase)}: ${why}`, () => {
          expect(runCase(suiteCase)).to.have.property('code', why.split(':')[0]);
        });
      }
    }

    if (cases.length === 0) {
      it(`is judged as it should be (${skippedNote(file)})`);
      return;
    }

    it('has every miss among its cases, and less than one in twenty', () => {
      expect(good.map(({ id }) => id)).to.include.members(Object.keys(missed));
      expect(Object.keys(missed).length / good.length).to.be.below(0.05);
    });

    it('refuses good chains with name constraints for just these', () => {
      const others = core.filter(
        ({ id, expect: wanted }) => wanted === 'success' && nameConstraints.test(id),
      );
      for (const suiteCase of others) {
        const outcome = runCase(suiteCase);
        if (outcome.kind === 'valid') continue;
        expect(outcome.code, suiteCase.id).to.equal('CHAIN_NAME_CONSTRAINTS_UNSUPPORTED');
      }
    });

    it('wrongly accepts, of the rest, only what lists, policies, peer names or narrower profiles decide', () => {
      const wrong = cases.filter(
        (suiteCase) => !suiteCase.core && suiteCase.expect === 'failure' && accepts(suiteCase),
      );
      const unexplained = wrong.filter(({ tags }) => !tags.some((tag) => needs.includes(tag)));
      expect(unexplained.map(titleOf)).to.deep.equal([]);
    });
  });
}
