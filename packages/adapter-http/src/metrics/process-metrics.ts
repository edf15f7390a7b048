import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * The process, under the names that Prometheus clients give it. prom-client's own set also keeps a timer that ticks a
 * hundred times a second, and an observer of every garbage collection, for as long as the process lives.
 *
 * @see https://prometheus.io/docs/instrumenting/writing_clientlibs/#standard-and-runtime-collectors
 */
export function addProcessMetrics(registry: Registry): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'User and system CPU time of this process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1_000_000);
    },
  });
  gauge(
    'process_start_time_seconds',
    'When this process started, since 1970.',
    () => performance.timeOrigin / 1_000,
  );
  gauge('process_resident_memory_bytes', 'Memory of this process that is in RAM.', () =>
    process.memoryUsage.rss(),
  );
  gauge(
    'nodejs_heap_size_used_bytes',
    "Memory in use of V8's heap.",
    () => process.memoryUsage().heapUsed,
  );
  gauge(
    'nodejs_eventloop_utilization',
    'Share of its time that the event loop has worked, from 0 to 1, since the process started.',
    () => performance.eventLoopUtilization().utilization,
  );
}
