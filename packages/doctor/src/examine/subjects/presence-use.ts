import type { BundleManifest } from '@gangway/deployment';
import * as v from 'valibot';

interface PluginNode {
  readonly presence?: boolean | undefined;
  readonly parts?: readonly PluginNode[] | undefined;
}

const plugin: v.GenericSchema<PluginNode> = v.looseObject({
  presence: v.optional(v.boolean()),
  parts: v.optional(v.array(v.lazy(() => plugin))),
});

const hook = v.looseObject({ plugins: v.array(plugin) });

/** Whether some plugin of a hook, or some part of one, relies on presence events. */
export function reliesOnPresence(manifest: BundleManifest | undefined): boolean {
  const described = v.safeParse(hook, manifest?.function.hook);
  return described.success && described.output.plugins.some(relies);
}

const relies = ({ presence = false, parts = [] }: PluginNode): boolean =>
  presence || parts.some(relies);
