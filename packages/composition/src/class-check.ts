import type {
  FactUse,
  Plugin,
  ProvisioningRequest,
  ReasonCodes,
  StepContext,
  Verdict,
} from '@gangway/core';

/** A check as a class: the container makes it and injects what its constructor asks for with `@inject(TOKEN)`. */
export interface CheckClass {
  check(request: ProvisioningRequest, context: StepContext): Verdict | Promise<Verdict>;
}

/**
 * Lists a class decorated with `@injectable()` as a check.
 *
 * @param name kebab-case; names the plugin and its one check
 * @example
 * @injectable()
 * class WorkingHours implements CheckClass {
 *   constructor(@inject(Clock) private readonly clock: Clock) {}
 *   check() { return this.clock.now() > 0 ? permit() : deny('CLOSED', 'come back tomorrow'); }
 * }
 * classCheck('working-hours', WorkingHours)
 */
export function classCheck(
  name: string,
  check: new (...ports: never[]) => CheckClass,
  declared: { readonly facts?: FactUse; readonly reasonCodes?: ReasonCodes } = {},
): Plugin {
  return Object.freeze({
    name,
    provides: [],
    checks: [
      {
        kind: 'step',
        plugin: name,
        name,
        facts: declared.facts ?? {},
        conditions: [],
        make: {
          class: check,
          adapt: (instance: CheckClass) => (request, context) => instance.check(request, context),
        },
      },
    ],
    overrideSources: [],
    intents: [],
    preparations: [],
    reasonCodes: declared.reasonCodes ?? {},
    parameters: [],
    permissions: [],
    parts: [],
  } satisfies Plugin);
}
