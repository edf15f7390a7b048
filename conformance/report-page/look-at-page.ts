import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { BrowserPage } from './chromium.js';

/** How a reader may have it. */
export type Scheme = 'light' | 'dark';

interface Seen {
  readonly title: string;
  readonly charts: readonly Box[];
  readonly tables: readonly Box[];
  readonly paper: string;
  readonly ink: string;
  readonly wide: number;
  readonly data: number;
}

interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly marks: number;
}

/** Runs in the browser. What is folded away has no size, and is unfolded first. */
const lookAround = `(() => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  const box = (element, marks) => {
    const { width, height } = element.getBoundingClientRect();
    return { id: element.closest('figure')?.id ?? element.caption?.textContent ?? '', width, height, marks };
  };
  const { backgroundColor: paper, color: ink } = getComputedStyle(document.body);
  return {
    title: document.title,
    charts: [...document.querySelectorAll('svg[role=img]')].map((chart) =>
      box(chart, [...chart.querySelectorAll('rect, line, path')].filter((mark) => {
        const { width, height } = mark.getBBox();
        return width + height > 0;
      }).length)),
    tables: [...document.querySelectorAll('table')].map((table) => box(table, table.rows.length)),
    paper, ink,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    data: JSON.parse(document.getElementById('report').textContent).verdicts.length,
  };
})()`;

export interface Expected {
  readonly charts: number;
  readonly tables: number;
  readonly verdicts: number;
  readonly width: number;
}

/** Opens a page as a reader does, and says what is wrong with what is seen. */
export async function lookAtPage(
  page: BrowserPage,
  file: string,
  scheme: Scheme,
  expected: Expected,
): Promise<readonly string[]> {
  const before = faultsSeen(page).length;
  await page.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: scheme }],
  });
  await page.send('Emulation.setDeviceMetricsOverride', {
    width: expected.width,
    height: 900,
    deviceScaleFactor: 1,
    mobile: expected.width < 600,
  });
  const loaded = page.events('Page.loadEventFired').length;
  await page.send('Page.navigate', { url: pathToFileURL(file).href });
  while (page.events('Page.loadEventFired').length === loaded) await page.evaluate('0');
  const seen = (await page.evaluate(lookAround)) as Seen;
  return [...faultsIn(seen, expected, scheme), ...faultsSeen(page).slice(before)];
}

/** What the browser itself complains of, and what it was made to fetch besides the page. */
function faultsSeen(page: BrowserPage): readonly string[] {
  const said = page
    .events('Log.entryAdded', 'Runtime.consoleAPICalled', 'Runtime.exceptionThrown')
    .map((event) => `the browser says ${JSON.stringify(event).slice(0, 300)}`);
  const fetched = page
    .events('Network.requestWillBeSent')
    .map(({ request }) => (request as { readonly url: string }).url)
    .filter((url) => !/^(?:file:.*\.html|data:,?)$/.test(url))
    .map((url) => `it fetches ${url.slice(0, 100)}`);
  return [...said, ...fetched];
}

function faultsIn(seen: Seen, expected: Expected, scheme: Scheme): readonly string[] {
  const counts = { charts: seen.charts.length, tables: seen.tables.length, verdicts: seen.data };
  const { width: _, ...told } = expected;
  const empty = [...seen.charts, ...seen.tables].filter(
    ({ width, height, marks }) => !(width > 20 && height > 20 && marks > 0),
  );
  const [paper, ink] = [brightness(seen.paper), brightness(seen.ink)];
  return [
    ...(JSON.stringify(counts) === JSON.stringify(told)
      ? []
      : [`it shows ${JSON.stringify(counts)}, not ${JSON.stringify(told)}`]),
    ...empty.map((box) => `there is nothing to see in ${JSON.stringify(box)}`),
    ...((scheme === 'dark') === paper < ink
      ? []
      : [`${seen.ink} on ${seen.paper} is not ${scheme}`]),
    ...(Math.abs(paper - ink) > 120 ? [] : [`${seen.ink} on ${seen.paper} cannot be read`]),
    ...(seen.wide > 0 ? [`it is ${seen.wide} pixels wider than the window`] : []),
    ...(seen.title.startsWith('Rehearsal of ') ? [] : [`its title is ${seen.title.slice(0, 60)}`]),
  ];
}

function brightness(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  return 0.3 * red + 0.6 * green + 0.1 * blue;
}

/** Takes a picture of the whole page. */
export async function photograph(page: BrowserPage, file: string): Promise<number> {
  const { data } = await page.send('Page.captureScreenshot', { captureBeyondViewport: true });
  const picture = Buffer.from(String(data), 'base64');
  await writeFile(file, picture);
  return picture.length;
}
