/** One value of one series, as CloudWatch would take it out of a line. */
export interface MetricPoint {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
}

type Members = Readonly<Record<string, unknown>>;

const octets = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'];
const amounts = [...octets, ...octets.map((unit) => unit.replace('ytes', 'its')), 'Count'];
const units = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'None'],
  ...amounts,
  ...amounts.map((unit) => `${unit}/Second`),
];

/**
 * What CloudWatch counts by a log line in its embedded metric format: a point for each metric and set of dimensions. Nothing for a
 * line without `_aws`. CloudWatch itself passes over a line that is not to the letter, in silence.
 *
 * @throws Error that says what is against the specification
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @example
 * const line = {
 *   Site: 'Oslo',
 *   Devices: 1,
 *   _aws: {
 *     Timestamp: 0,
 *     CloudWatchMetrics: [
 *       { Namespace: 'Fleet', Dimensions: [['Site']], Metrics: [{ Name: 'Devices', Unit: 'Count' }] },
 *     ],
 *   },
 * };
 * readMetricLine(JSON.stringify(line))[0]?.dimensions; // { Site: 'Oslo' }
 */
export function readMetricLine(line: string): readonly MetricPoint[] {
  // CloudWatch takes a megabyte now; what is read elsewhere may take what it took before.
  demand(Buffer.byteLength(line) <= 262_144, 'a line has at most 256 KB');
  const root = members(JSON.parse(line), 'the line');
  if (root._aws === undefined) return [];
  const { Timestamp: at, CloudWatchMetrics: directives } = members(root._aws, '_aws');
  demand(Number.isSafeInteger(at) && Number(at) >= 0, 'Timestamp is a whole number from 0');
  const all = list(directives, 'CloudWatchMetrics', [1, Number.POSITIVE_INFINITY]);
  return all.flatMap((directive) => pointsOf(members(directive, 'a directive'), root, Number(at)));
}

function pointsOf(directive: Members, root: Members, at: number): readonly MetricPoint[] {
  demandOnly(directive, ['Namespace', 'Dimensions', 'Metrics']);
  const namespace = text(directive.Namespace, 'Namespace');
  const sets = list(directive.Dimensions, 'Dimensions', [1, 30]);
  const metrics = list(directive.Metrics, 'Metrics', [1, 100]);
  return sets.flatMap((set) => {
    const dimensions = dimensionsOf(list(set, 'a set of dimensions', [0, 30]), root);
    return metrics.map((metric) => {
      const { name, unit, value } = metricOf(members(metric, 'a metric'), root);
      return { namespace, name, unit, dimensions, value, at };
    });
  });
}

function dimensionsOf(set: readonly unknown[], root: Members): Readonly<Record<string, string>> {
  const names = set.map((name) => text(name, 'a dimension'));
  demand(new Set(names).size === names.length, 'a set has each dimension once');
  return Object.fromEntries(
    names.map((name) => [name, text(member(root, name), `the dimension ${name}`)]),
  );
}

function metricOf(metric: Members, root: Members) {
  demandOnly(metric, ['Name', 'Unit', 'StorageResolution']);
  const name = text(metric.Name, 'Name');
  const unit = text(metric.Unit ?? 'None', 'Unit');
  demand(units.includes(unit), `${unit} is a unit of CloudWatch's`);
  const value = member(root, name);
  // `NaN` and the infinities are null in JSON.
  demand(typeof value === 'number' && Number.isFinite(value), `${name} is a number`);
  return { name, unit, value: Number(value) };
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Embedded metric format: ${what}.`);
}

function demandOnly(given: Members, known: readonly string[]): void {
  const other = Object.keys(given).find((name) => !known.includes(name));
  demand(other === undefined, `there is no member ${other}`);
}

function members(value: unknown, what: string): Members {
  demand(
    typeof value === 'object' && value !== null && !Array.isArray(value),
    `${what} is an object`,
  );
  return value as Members;
}

function list(value: unknown, what: string, [least, most]: readonly [number, number]) {
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  demand(
    Array.isArray(value) && given.length >= least && given.length <= most,
    `${what} is a list of ${least} to ${most}`,
  );
  return given;
}

function text(value: unknown, what: string): string {
  const holds = typeof value === 'string' && value.trim() !== '' && value.length <= 1_024;
  demand(holds, `${what} is a text of 1 to 1,024 characters that is not blank`);
  return String(value);
}

function member(root: Members, name: string): unknown {
  demand(Object.hasOwn(root, name), `the line has a member ${name}`);
  return root[name];
}
