/**
 * Node's warnings about this process while something is done, such as listeners that pile up: what proxies and containers in
 * it leave behind with each call.
 */
export async function withWarnings<T>(
  perform: () => Promise<T>,
): Promise<{ readonly result: T; readonly warnings: readonly string[] }> {
  const warnings = new Set<string>();
  const note = ({ name, message }: Error) => warnings.add(`${name}: ${message}`);
  process.on('warning', note);
  try {
    const result = await perform();
    return { result, warnings: [...warnings] };
  } finally {
    process.off('warning', note);
  }
}
