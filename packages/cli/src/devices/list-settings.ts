import { CliFault } from '../cli-fault.js';
import type { ImportInput } from '../commands/devices-import.js';
import type { ListSettings } from './check-list.js';
import { parseFieldMap } from './field-map.js';
import { toRecord } from './listed-record.js';

/**
 * How a list is to be read, from the options.
 *
 * @throws CliFault `USAGE`
 */
export function settingsOf(input: ImportInput): ListSettings {
  const map = input.map === undefined ? undefined : parseFieldMap(input.map);
  const format = input.format ?? formatOf(input.list);
  if (format === 'jsonl' && input.delimiter !== undefined) {
    throw new CliFault('USAGE', '--delimiter belongs to CSV');
  }
  return {
    format: format === 'csv' ? { format, delimiter: input.delimiter ?? ',', map } : { format, map },
    defaults: defaultsOf(input),
  };
}

const endings: Readonly<Record<string, 'csv' | 'jsonl'>> = {
  csv: 'csv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
};

function formatOf(path: string): 'csv' | 'jsonl' {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const format = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (format !== undefined) return format;
  throw new CliFault('USAGE', 'the format does not show in the name; give --format csv or jsonl');
}

/** What the options say of every device is judged as a row is. */
function defaultsOf(input: ImportInput) {
  const { batch: id, notBefore, notAfter, claimCertificate, template } = input;
  if (id === undefined && (notBefore !== undefined || notAfter !== undefined)) {
    throw new CliFault('USAGE', '--not-before and --not-after are of a batch; give --batch');
  }
  const window = {
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
  const given = {
    id: 'any',
    ...(id === undefined ? {} : { batch: { id, ...window } }),
    ...(claimCertificate === undefined ? {} : { claimCertificateIds: claimCertificate }),
    ...(template === undefined ? {} : { templates: template }),
  };
  const record = toRecord(given, {});
  if (typeof record === 'string') throw new CliFault('USAGE', record);
  const { id: _, state: __, attributes: ___, ...defaults } = record;
  return defaults;
}
