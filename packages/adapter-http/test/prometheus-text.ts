/** One series of an exposition, with its labels. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{([^}]*)\})? (\S+)$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/gy;

/**
 * Reads the text format, and takes nothing that it does not have: each metric with its help and type before its samples, in
 * one group, no series twice, a line feed at the end.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function parsePrometheus(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const read: Reading = { family: '', types: new Map(), samples: [], series: new Set() };
  for (const line of text.split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') beginFamily(read, name);
    else if (kind === 'TYPE') setType(read, name, rest);
    else if (line !== '') addSample(read, parseSample(line));
  }
  return read;
}

export interface Exposition {
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

interface Reading {
  family: string;
  readonly types: Map<string, string>;
  readonly samples: Sample[];
  readonly series: Set<string>;
}

function beginFamily(read: Reading, name: string): void {
  if (read.types.has(name)) throw new Error(`${name} comes in two groups`);
  read.family = name;
}

function setType({ family, types }: Reading, name: string, type: string): void {
  if (name !== family) throw new Error(`${name} has no help`);
  if (!/^(?:counter|gauge|histogram|summary|untyped)$/.test(type)) throw new Error(type);
  types.set(name, type);
}

function addSample({ family, types, samples, series }: Reading, sample: Sample): void {
  const isHistogram = types.get(family) === 'histogram';
  const base = isHistogram ? sample.name.replace(/_(?:bucket|sum|count)$/, '') : sample.name;
  if (base !== family) throw new Error(`${sample.name} stands under ${family}`);
  const id = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
  if (series.has(id)) throw new Error(`${id} comes twice`);
  series.add(id);
  samples.push(sample);
}

function parseSample(line: string): Sample {
  const [, name, inner = '', number = ''] = sampleLine.exec(line) ?? [];
  if (name === undefined) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  let end = 0;
  for (const { 0: whole, 1: key = '', 2: value = '', index } of inner.matchAll(label)) {
    if (key in labels) throw new Error(`${key} comes twice: ${line}`);
    labels[key] = value;
    end = index + whole.length;
  }
  if (end !== inner.length) throw new Error(`no labels: ${line}`);
  const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number);
  if (Number.isNaN(value)) throw new Error(`no number: ${line}`);
  return { name, labels, value };
}
