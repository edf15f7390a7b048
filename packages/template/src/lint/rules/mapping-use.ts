import { pointerTo } from '../../pointer.js';
import { quoted } from '../../read/quoted.js';
import { expressionsOf } from '../expressions.js';
import type { LintRule } from '../subject.js';

/** Maps that no function can look into. */
export const mappingUse: LintRule = ({ template }) => {
  const maps = expressionsOf(template).flatMap((expression) =>
    expression.kind === 'find-in-map' ? [expression.map] : [],
  );
  // Which map is meant may depend on a parameter: then any of them may be.
  if (maps.some(({ kind }) => kind !== 'text')) return [];
  const used = new Set(maps.flatMap((map) => (map.kind === 'text' ? [map.text] : [])));
  return Object.keys(template.mappings)
    .filter((name) => !used.has(name))
    .map((name) => ({
      code: 'MAPPING_UNUSED',
      at: pointerTo('/Mappings', name),
      message: `No Fn::FindInMap uses the map ${quoted(name)}. Use it, or remove it.`,
    }));
};
