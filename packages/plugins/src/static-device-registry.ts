import type { DeviceRecord } from '@gangway/core';
import { DeviceRegistry, definePlugin, errorCode, provide } from '@gangway/core';
import * as v from 'valibot';
import { type DeviceFile, readDeviceFile } from './device/device-file.js';
import { listedDevices } from './device/listed-devices.js';
import { filePath } from './text/file-path.js';

/** A device as it is listed: all but the id may be left out, and a batch's times may be texts such as `2026-01-31T00:00:00Z`. */
export interface ListedDevice
  extends Pick<DeviceRecord, 'id'>,
    Partial<Omit<DeviceRecord, 'id' | 'batch'>> {
  readonly batch?: {
    readonly id: string;
    readonly notBefore?: number | string;
    readonly notAfter?: number | string;
  };
}

const name = 'static-device-registry';
const columnName = v.pipe(v.string(), v.minLength(1));

const options = v.pipe(
  v.strictObject({
    /** The devices themselves. */
    devices: v.optional(
      v.custom<readonly ListedDevice[]>(Array.isArray, 'must be an array of devices'),
    ),
    /** A file of devices, `.csv` or `.json`, at most 16 MB. */
    file: v.optional(
      v.pipe(
        filePath,
        v.check((file) => formatOf(file) !== undefined, 'must end in .csv or .json'),
      ),
    ),
    /** CSV: the column that holds the id. */
    idColumn: v.optional(columnName),
    /** CSV: the column that holds the state; every device is `expected` unless given. */
    stateColumn: v.optional(columnName),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? faultInOptions(dataset.value) : undefined;
    if (fault !== undefined) addIssue({ message: fault });
  }),
);

/**
 * A `DeviceRegistry` that is a list: given here, or read once from a CSV or JSON file. For hundreds or thousands of
 * devices; a change is a deployment.
 *
 * A file is read when the hook gets ready or, failing that, by the first request. One that cannot be read or holds a fault
 * is `REGISTRY_UNREADABLE`, and the next request tries again.
 *
 * @example
 * staticDeviceRegistry({ devices: [{ id: 'SN-0001', attributes: { Site: 'Oslo' } }] })
 * @example
 * // A URL beside the source: a bare path is relative to wherever the process was started.
 * staticDeviceRegistry({ file: new URL('./devices.csv', import.meta.url), idColumn: 'serialNumber' })
 */
export const staticDeviceRegistry = definePlugin({
  name,
  options,
  reasonCodes: {
    REGISTRY_UNREADABLE: errorCode(
      'The file of devices cannot be read, or something in it is not a device.',
      'The detail names the file, the line and the fault; see that the file is deployed with the hook.',
    ),
  },
  build: ({ devices, file, idColumn, stateColumn }) => {
    if (file === undefined) {
      const known = listedDevices(name, devices ?? []);
      return { provides: [provide(DeviceRegistry, {}, () => createRegistry(async () => known))] };
    }
    const deviceFile: DeviceFile =
      idColumn === undefined
        ? { path: file, format: 'json' }
        : { path: file, format: 'csv', columns: { idColumn, stateColumn } };
    const load = onceLoaded(() => readDeviceFile(deviceFile));
    return {
      provides: [provide(DeviceRegistry, {}, () => createRegistry(load))],
      prepare: async () => {
        await load();
      },
      probe: async () => {
        await load();
      },
    };
  },
});

function createRegistry(load: () => Promise<ReadonlyMap<string, DeviceRecord>>): DeviceRegistry {
  return Object.freeze({
    async find(id: string, { signal }: { readonly signal: AbortSignal }) {
      signal.throwIfAborted();
      return (await load()).get(id);
    },
  });
}

/** One flight for all who ask; a failure is told to those who waited, and forgotten. */
function onceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

function faultInOptions({
  devices,
  file,
  idColumn,
  stateColumn,
}: {
  readonly devices?: unknown;
  readonly file?: string | URL | undefined;
  readonly idColumn?: string | undefined;
  readonly stateColumn?: string | undefined;
}): string | undefined {
  if ((devices === undefined) === (file === undefined)) return 'give either devices or file';
  if (file !== undefined && formatOf(file) === 'csv') {
    return idColumn === undefined ? 'a CSV file needs idColumn' : undefined;
  }
  return idColumn === undefined && stateColumn === undefined
    ? undefined
    : 'idColumn and stateColumn belong to a CSV file';
}

function formatOf(file: string | URL): 'csv' | 'json' | undefined {
  const path = file instanceof URL ? file.pathname : file;
  if (path.endsWith('.csv')) return 'csv';
  return path.endsWith('.json') ? 'json' : undefined;
}
