import {
  CompositionError,
  type FactUse,
  type Plugin,
  type ProvisioningRequest,
  type ReasonCodes,
  type StepContext,
  type Verdict,
} from '@gangway/core';
import { checkOptions } from './check-options.js';
import { assertInjectable, classNeeds, makeInstance } from './class-container.js';

/** A check as a class: the container makes it and injects what its constructor asks for with `@inject(TOKEN)`. */
export interface CheckClass {
  check(request: ProvisioningRequest, context: StepContext): Verdict | Promise<Verdict>;
}

/**
 * Lists a class decorated with `@injectable()` as a check.
 *
 * @param name kebab-case; names the plugin and its one check
 * @throws CompositionError `PLUGIN_INVALID` for a class without `@injectable()`, `OPTION_UNKNOWN`, `OPTION_INVALID`; and
 *   `PLUGIN_INVALID` from `composeHook` when what the class makes has no method `check`
 * @example
 * ```ts
 * @injectable()
 * class WorkingHours implements CheckClass {
 *   constructor(@inject(Clock) private readonly clock: Clock) {}
 *
 *   check() {
 *     return this.clock.now() > 0 ? permit() : deny('CLOSED', 'come back tomorrow');
 *   }
 * }
 * composeHook(defineHook([classCheck('working-hours', WorkingHours)]));
 * ```
 */
export function classCheck(
  name: string,
  check: new (...ports: never[]) => CheckClass,
  declared: { readonly facts?: FactUse; readonly reasonCodes?: ReasonCodes } = {},
): Plugin {
  assertInjectable(name, check);
  const isObject = (value: unknown) =>
    typeof value === 'object' && value !== null ? undefined : 'must be an object';
  checkOptions(`classCheck "${name}"`, declared, { facts: isObject, reasonCodes: isObject });
  const { needs, wants } = classNeeds(check);
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
          needs,
          wants,
          create: (ports) => {
            const instance = makeInstance(check, { ...wants, ...needs }, ports);
            assertAsks(name, instance);
            return (request, context) => instance.check(request, context);
          },
        },
      },
    ],
    overrideSources: [],
    intents: [],
    preparations: [],
    probes: [],
    reasonCodes: declared.reasonCodes ?? {},
    parameters: [],
    freshParameters: [],
    permissions: [],
    parts: [],
  } satisfies Plugin);
}

function assertAsks(name: string, instance: Partial<CheckClass>): void {
  if (typeof instance.check === 'function') return;
  throw new CompositionError(
    'PLUGIN_INVALID',
    `classCheck "${name}": the class has no method check.`,
  );
}
