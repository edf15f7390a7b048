import { html, type Markup, nothing } from '../page/html.js';

/** How many units of a drawing a chart is wide that has a table beside it, and one that has not: about as many as it gets pixels. */
export const chartWidth = 640;
export const wideChartWidth = 1_100;

export interface Figure {
  /** Of this page alone: letters and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence, for whoever does not see it. */
  readonly description: string;
  readonly height: number;
  /** It has no table beside it. */
  readonly wide?: boolean;
  readonly drawing: Markup | readonly Markup[];
  readonly legend?: readonly LegendEntry[];
}

export interface LegendEntry {
  /** Class of the style that draws it. */
  readonly style: string;
  readonly text: string;
}

/** A chart with its title, its description, and what its colours mean. */
export function figure(given: Figure): Markup {
  const { id, title, description, height, wide = false, drawing, legend = [] } = given;
  const width = wide ? wideChartWidth : chartWidth;
  return html`<figure id="${id}"><figcaption>${title}${legendOf(legend)}</figcaption>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><svg class="${wide ? 'wide' : 'half'}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
${drawing}
</svg></div></figure>`;
}

const legendOf = (entries: readonly LegendEntry[]): Markup =>
  entries.length === 0
    ? nothing
    : html`<span class="legend">${entries.map(
        ({ style, text }) =>
          html`<span><svg class="key" viewBox="0 0 12 12" aria-hidden="true"><rect class="${style}" width="12" height="12" rx="2"/></svg>${text}</span>`,
      )}</span>`;

/** A coordinate, to a tenth of a unit: nobody sees more, and the page stays small. */
export const at = (coordinate: number): string => String(Math.round(coordinate * 10) / 10);
