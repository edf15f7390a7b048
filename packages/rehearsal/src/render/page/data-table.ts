import { html, type Markup, nothing } from './html.js';

/** A column: texts stand left, numbers right. */
export interface Column {
  readonly name: string;
  readonly numbers?: boolean;
}

export interface DataTable {
  /** What is in it; it is read out before the table. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of each names its row. */
  readonly rows: readonly (readonly (string | Markup)[])[];
  /** How many rows there are that it does not show. */
  readonly more?: number;
}

/** A table, with its headers as such, that scrolls by itself where the window is narrow. */
export function dataTable({ caption, columns, rows, more = 0 }: DataTable): Markup {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ name, numbers }) => html`<th scope="col"${align(numbers)}>${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr>${row.map((cell, column) => toCell(cell, column, columns[column]))}</tr>
`,
)}</tbody></table>${
    more > 0
      ? html`<p class="faint">and ${more.toLocaleString('en-US')} more, in the data of this page</p>`
      : nothing
  }</div>`;
}

const toCell = (cell: string | Markup, place: number, column: Column | undefined): Markup =>
  place === 0
    ? html`<th scope="row">${isolated(cell)}</th>`
    : html`<td${align(column?.numbers)}>${isolated(cell)}</td>`;

/** A text from outside may be written from right to left, and must not turn around what stands beside it. */
const isolated = (cell: string | Markup): Markup =>
  typeof cell === 'string' ? html`<bdi>${cell}</bdi>` : cell;

const align = (numbers = false): Markup => (numbers ? html` class="number"` : nothing);
