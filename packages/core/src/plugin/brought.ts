import type { Plugin } from './plugin.js';

/** A plugin beside the providers that it brings, each of which stays a plugin of its own: it may well not be the one chosen. */
export function withBrought(own: Plugin, brings: readonly Plugin[]): Plugin {
  const brought = brings.map((plugin) =>
    Object.freeze({
      ...plugin,
      provides: plugin.provides.map((provision) => Object.freeze({ ...provision, fallback: true })),
    }),
  );
  return Object.freeze({
    ...own,
    provides: [own, ...brought].flatMap(({ provides }) => provides),
    preparations: [own, ...brought].flatMap(({ preparations }) => preparations),
    probes: [own, ...brought].flatMap(({ probes }) => probes),
    reasonCodes: {},
    parameters: [],
    freshParameters: [],
    permissions: [],
    parts: [own, ...brought],
  } satisfies Plugin);
}
