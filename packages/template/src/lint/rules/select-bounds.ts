import { expressionsOf } from '../expressions.js';
import type { LintRule } from '../subject.js';

/**
 * `Fn::Select` with an index that its list does not have. AWS IoT does not look when a template is made; the provisioning
 * of every device then fails.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html#intrinsic-functions
 */
export const selectBounds: LintRule = ({ template }) =>
  expressionsOf(template).flatMap((expression) => {
    if (expression.kind !== 'select') return [];
    const { index, from, at } = expression;
    if (index.kind !== 'text' || from.kind !== 'list') return [];
    const { length } = from.items;
    if (Number(index.text) < length) return [];
    return [
      {
        code: 'SELECT_OUT_OF_BOUNDS',
        at,
        message: `The list has ${length} items, and Fn::Select counts them from 0. Give a lower index, or a longer list.`,
      },
    ];
  });
