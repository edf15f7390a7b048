// Quiet while tests pass; failures in full, skipped tests with their reason, and one closing line.
const { reporters } = require('mocha');

module.exports = class Quiet extends reporters.Base {
  epilogue() {
    const { passes, failures, pending } = this.stats;
    if (this.failures.length > 0) reporters.Base.list(this.failures);
    console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
  }

  constructor(runner, options) {
    super(runner, options);
    runner.on('pending', (test) => console.log(`skipped: ${test.fullTitle()}`));
    runner.once('end', () => this.epilogue());
  }
};
