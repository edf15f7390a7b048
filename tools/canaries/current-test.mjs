// Tells the watch which test runs, so that a leak is found by its name. Nothing happens where nobody watches.
const watch = globalThis[Symbol.for('@gangway/canaries')];

export const mochaHooks = {
  beforeEach() {
    watch?.setTest(this.currentTest?.fullTitle() ?? '');
  },
};
