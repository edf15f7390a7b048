/** How the page looks: in light and in dark, as the reader has it, and on paper. Nothing in it comes from a rehearsal. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ground: #f6f7f9; --ink: #1b1f24; --faint: #59636e; --line: #d8dee4;
  --admitted: #2166ac; --refused: #d95f02; --retries: #6f42c1; --latency: #1b7f79; --fault: #8a6d00;
  --right: #1a7f37; --right-ground: #e6f6ea; --wrong: #b42318; --wrong-ground: #fdecea;
  --empty: #7a5b00; --empty-ground: #fff6dd;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161b22; --ground: #0d1117; --ink: #e6edf3; --faint: #9aa5b1; --line: #30363d;
    --admitted: #5aa9f0; --refused: #f0883e; --retries: #b392f0; --latency: #3fb8af; --fault: #d4b106;
    --right: #57c874; --right-ground: #10281a; --wrong: #ff8a80; --wrong-ground: #35150f;
    --empty: #e3b341; --empty-ground: #2b2206;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main, header, footer { max-width: 1180px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 32px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 0 0 4px; }
p { margin: 0 0 12px; }
.faint { color: var(--faint); }
code { font: 0.92em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
section {
  background: var(--paper); border: 1px solid var(--line); border-radius: 10px;
  padding: 20px; margin: 16px 0;
}
.conclusion { border-left: 6px solid; margin-top: 20px; }
.conclusion p { margin: 0; }
.conclusion h2 { font-size: 22px; }
.right { border-left-color: var(--right); background: var(--right-ground); }
.right h2 { color: var(--right); }
.wrong { border-left-color: var(--wrong); background: var(--wrong-ground); }
.wrong h2, .bad { color: var(--wrong); }
.empty { border-left-color: var(--empty); background: var(--empty-ground); }
.empty h2 { color: var(--empty); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin: 16px 0; }
.figures div { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.figures dt { color: var(--faint); font-size: 13px; }
.figures dd { margin: 0; font-size: 24px; line-height: 1.3; font-variant-numeric: tabular-nums; }
.beside { display: grid; grid-template-columns: minmax(0, 12fr) minmax(0, 10fr); gap: 24px; align-items: start; }
@media (max-width: 1080px) { .beside { grid-template-columns: minmax(0, 1fr); } }
figure { margin: 0; }
figcaption { font-weight: 600; margin-bottom: 6px; display: flex; flex-wrap: wrap; gap: 4px 18px; }
.legend { display: inline-flex; flex-wrap: wrap; gap: 4px 14px; font-weight: 400; color: var(--faint); }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
svg.key { width: 12px; height: 12px; flex: none; }
.scroll { overflow-x: auto; }
figure .scroll > svg { display: block; width: 100%; height: auto; }
svg.half { min-width: 520px; }
svg.wide { min-width: 860px; }
svg text { font-size: 13px; fill: var(--ink); dominant-baseline: central; unicode-bidi: isolate; }
svg .tick { fill: var(--faint); font-size: 12px; font-variant-numeric: tabular-nums; }
svg .label { font-size: 12.5px; }
svg .value { font-variant-numeric: tabular-nums; }
.grid { stroke: var(--line); stroke-width: 1; }
.axis { stroke: var(--faint); stroke-width: 1; }
.admitted { fill: var(--admitted); }
.refused { fill: var(--refused); }
.wrongly { fill: var(--wrong); stroke: var(--ink); stroke-width: 1.5; }
.fault { fill: var(--fault); }
.latency { fill: var(--latency); }
.range { stroke: var(--latency); stroke-width: 2; opacity: 0.6; }
.mark { stroke: var(--ink); stroke-width: 2; }
.mark-key { fill: var(--ink); }
.slowest { fill: var(--latency); }
path.halo { fill: none; stroke: var(--paper); stroke-width: 5; stroke-linejoin: round; }
path.retries { fill: none; stroke: var(--retries); stroke-width: 2.5; stroke-linejoin: round; }
.retries-dot, rect.retries { fill: var(--retries); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; margin-bottom: 6px; }
th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
bdi { overflow-wrap: anywhere; }
td code { overflow-wrap: normal; }
tbody th { min-width: 8.5em; }
thead th { color: var(--faint); font-size: 13px; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
details { margin-top: 12px; }
summary { cursor: pointer; color: var(--faint); }
details[open] summary { margin-bottom: 8px; }
:focus-visible { outline: 2px solid var(--admitted); outline-offset: 2px; }
footer { padding-bottom: 40px; font-size: 13px; }
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --ground: #ffffff; --ink: #000000; --faint: #444444; --line: #cccccc;
    --admitted: #2166ac; --refused: #d95f02; --retries: #6f42c1; --latency: #1b7f79; --fault: #8a6d00;
    --right: #1a7f37; --right-ground: #ffffff; --wrong: #b42318; --wrong-ground: #ffffff;
    --empty: #7a5b00; --empty-ground: #ffffff;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 11px; }
  header { padding-top: 0; }
  section { break-inside: avoid; border-radius: 0; padding: 10px; }
  section.long { break-inside: auto; }
  .scroll { overflow: visible; }
  svg.half, svg.wide { min-width: 0; }
  tr { break-inside: avoid; }
  details:not([open]) { display: none; }
}
`;
