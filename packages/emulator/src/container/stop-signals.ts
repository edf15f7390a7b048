// Longer than anything that is still to be written takes.
const lastMs = 1_000;

/**
 * Calls back on SIGTERM or SIGINT; asked twice, the process ends at once.
 *
 * @returns to be called when all has stopped: what is still open then keeps the process for a second at most
 */
export function stopSignals(stop: () => void): () => void {
  let asked = false;
  // A container's first process has no handlers but its own: without these the system would drop the signals.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      stop();
    });
  }
  return () => void setTimeout(() => process.exit(), lastMs).unref();
}
