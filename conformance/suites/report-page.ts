import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RehearsalReport, renderPage } from '@gangway/rehearsal';
import { exists } from '../command.js';
import { type BrowserPage, withChromium } from '../report-page/chromium.js';
import { lookAtPage, photograph } from '../report-page/look-at-page.js';
import { sampleReports } from '../report-page/sample-reports.js';
import type { Suite } from '../suite.js';

const browsers = ['chromium', 'chromium-browser', 'google-chrome'];

/** A rehearsal's page in a browser: nothing is run or fetched, every chart and table is there to be seen, in light and dark. */
export const reportPage: Suite = {
  name: 'report-page',
  async run({ seed }) {
    const browser = browsers.find(exists);
    if (browser === undefined) {
      return { summary: '', faults: [], skipped: `there is no ${browsers[0]} on this machine` };
    }
    const folder = await mkdtemp(join(tmpdir(), 'gangway-report-page-'));
    try {
      return await withChromium(browser, (page) => lookAtAll(page, folder, seed));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** A desk's window, and a telephone's. */
const widths = [1_280, 390];

async function lookAtAll(page: BrowserPage, folder: string, seed: number) {
  const faults: string[] = [];
  const samples = Object.entries(sampleReports(seed));
  for (const [name, report] of samples) {
    const file = join(folder, `${name.replaceAll(' ', '-')}.html`);
    await writeFile(file, renderPage(report));
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of widths) {
        const found = await lookAtPage(page, file, scheme, { ...shownOf(report), width });
        faults.push(...found.map((fault) => `${name}, ${scheme}, ${width} wide: ${fault}`));
      }
      const octets = await photograph(page, join(folder, 'picture.png'));
      if (octets < 5_000) faults.push(`${name}, ${scheme}: its picture has ${octets} octets`);
    }
  }
  return {
    summary: `${samples.length} reports, in light and dark, ${widths.join(' and ')} pixels wide: every chart and table seen, nothing fetched, nothing run`,
    faults,
  };
}

/** How many charts and tables there must be. */
function shownOf({ kinds, timeline, reasons, latency, faults, wrong, verdicts }: RehearsalReport) {
  const some = (things: object): number => (Object.keys(things).length > 0 ? 1 : 0);
  const charts = [kinds, timeline, reasons, latency, faults].map(some);
  const sum = charts.reduce((all, one) => all + one, 0);
  return { charts: sum, tables: sum + some(wrong) + some(verdicts), verdicts: verdicts.length };
}
