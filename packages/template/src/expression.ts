/**
 * A value of a template that comes to one text once the parameters are known. `at` is a JSON Pointer (RFC 6901) to where it
 * stands in the template's body.
 */
export type TextExpression = { readonly at: string } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'join'; readonly delimiter: string; readonly parts: ListExpression }
  | { readonly kind: 'select'; readonly index: TextExpression; readonly from: ListExpression }
  | {
      readonly kind: 'find-in-map';
      readonly map: TextExpression;
      readonly first: TextExpression;
      readonly second: TextExpression;
    }
  | {
      readonly kind: 'sub';
      /** The text, taken apart: what stands between `${` and `}`, and what does not. */
      readonly pieces: readonly (
        | { readonly kind: 'text'; readonly text: string }
        | { readonly kind: 'variable'; readonly name: string }
      )[];
      /** Values that the function brings itself; any other name is a parameter's. */
      readonly variables: Readonly<Record<string, TextExpression>>;
    }
);

/** A value that comes to a list of texts. */
export type ListExpression = { readonly at: string } & (
  | { readonly kind: 'list'; readonly items: readonly TextExpression[] }
  | { readonly kind: 'split'; readonly delimiter: string; readonly source: TextExpression }
);
