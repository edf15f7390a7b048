import type { Plugin, ReadyProbe } from '@gangway/core';
import type { Wiring } from './wiring/wire.js';

/** The probes of these plugins, each once, with the ports that they need. */
export function readyProbes(plugins: readonly Plugin[], wiring: Wiring): readonly ReadyProbe[] {
  // A monitor that never decides has copies of its parts, beside which the parts themselves may be listed.
  const probes = new Set(plugins.flatMap((plugin) => plugin.probes));
  return [...probes].map(({ plugin, needs, probe }) => ({
    plugin,
    probe: wiring.make({
      plugin,
      needs,
      create: (ports) => (signal: AbortSignal) => probe(ports, signal),
    }),
  }));
}
