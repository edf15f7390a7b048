import type { HookDescription } from '@gangway/composition';
import type { Fleet, FleetDevice } from '@gangway/rehearsal';
import { CliFault } from '../cli-fault.js';
import { serialParameter } from '../template-file/serial-parameter.js';
import { thingNaming } from '../template-file/thing-name.js';
import type { RehearsalSettings } from './rehearsal-settings.js';

interface FleetParts {
  readonly devices: readonly FleetDevice[];
  readonly settings: RehearsalSettings;
  readonly description?: HookDescription;
  /** Body of the template. */
  readonly template: string;
}

/**
 * The devices, with what each sends: its serial number, in the parameter that the hook file names, that `registeredDevice` asks
 * for, or that the template names things by.
 *
 * @throws CliFault `USAGE` where none of them tells the parameter
 */
export function makeFleet({ devices, settings, description, template }: FleetParts): Fleet {
  const naming = thingNaming(template);
  const named = description === undefined ? undefined : serialParameter(description);
  const parameter = settings.serialParameter ?? named ?? naming?.parameter;
  const { parametersOf, forgedParametersOf } = settings;
  if (parameter === undefined && parametersOf === undefined) {
    throw new CliFault(
      'USAGE',
      'which parameter carries the serial number is not clear; let the hook file export rehearsal = { serialParameter: … }',
    );
  }
  const serialAlone = ({ serialNumber }: { readonly serialNumber: string }) =>
    parameter === undefined ? {} : { [parameter]: serialNumber };
  return {
    devices,
    parametersOf: sendable('parametersOf', parametersOf ?? serialAlone),
    ...(forgedParametersOf === undefined
      ? {}
      : { forgedParametersOf: sendable('forgedParametersOf', forgedParametersOf) }),
    thingNameOf: (serialNumber) =>
      (naming?.parameter === parameter ? naming?.nameOf(serialNumber) : undefined) ?? serialNumber,
  };
}

/** What a hook file's function makes, as a fleet sends it; where it throws, that is no device's fault, nor the hook's. */
function sendable(
  member: 'parametersOf' | 'forgedParametersOf',
  make: NonNullable<RehearsalSettings['parametersOf']>,
): Fleet['parametersOf'] {
  return async (device) => {
    try {
      return await make(device);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CliFault('UNCAUGHT', `rehearsal.${member} of the hook file threw: ${why}`, {
        cause: error,
      });
    }
  };
}

/** What the hook asks a device to prove and nobody says how: such a fleet is refused as a whole. */
export function unprovenParameters(
  { parametersOf }: RehearsalSettings,
  plugins: HookDescription['plugins'],
): readonly string[] {
  if (parametersOf !== undefined) return [];
  return plugins.flatMap(({ freshParameters, parts }) => [
    ...freshParameters,
    ...unprovenParameters({}, parts),
  ]);
}
