import type { Reason } from '../domain/decision.js';

/** Ends a request: thrown by a step's guard, caught once by the hook. Never leaves the pipeline. */
export class Denied extends Error {
  constructor(readonly reason: Reason) {
    super(reason.code);
  }
}
