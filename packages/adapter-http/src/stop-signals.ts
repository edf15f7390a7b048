// Longer than anything that is still to be written takes.
const lastMs = 1_000;

/**
 * Calls back on SIGTERM or SIGINT. Asked twice, somebody is in a hurry: the process ends at once, with 1.
 *
 * @returns to be called when all has stopped. What plugins still hold open, connections or timers, does not keep a container
 *   that is done for more than a second.
 */
export function stopSignals(stop: () => void): () => void {
  let asked = false;
  const onSignal = () => {
    if (asked) process.exit(1);
    asked = true;
    stop();
  };
  // A container's first process has no handlers but its own: without these the system would drop the signals.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
  return () => void setTimeout(() => process.exit(), lastMs).unref();
}
