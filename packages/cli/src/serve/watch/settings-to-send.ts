/**
 * What a hook file exports as `serve`, for another process, which can have no function. That of `keys` is asked for the keys
 * here; any other is a mistake, and `null` in its place is refused like one.
 */
export function settingsToSend(settings: unknown): {
  readonly settings: unknown;
  readonly givesKeys: boolean;
} {
  if (typeof settings !== 'object' || settings === null) {
    return { settings: sendable(settings), givesKeys: false };
  }
  const { keys, ...others } = settings as { readonly keys?: unknown };
  const sent = Object.entries(others).map(([name, value]) => [name, sendable(value)] as const);
  const givesKeys = typeof keys === 'function';
  const ownKeys = keys === undefined || givesKeys ? [] : [['keys', sendable(keys)] as const];
  return { settings: Object.fromEntries([...sent, ...ownKeys]), givesKeys };
}

function sendable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return null;
  }
}
