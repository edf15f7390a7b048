import { readFileSync } from 'node:fs';
import { composeHook, defineHook } from '@gangway/composition';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';

const page = readFileSync(new URL('../../../../docs/alarms.md', import.meta.url), 'utf8');

const queries = new Map(
  [...page.matchAll(/<!-- query: (.+) -->\n```text\n([^`]*)```/g)].map(
    ([, name = '', text = '']) => [name, text],
  ),
);

/** What a query reads of a line: names that are no words of the language, no texts and no names of its own. */
function fieldsOf(query: string): ReadonlySet<string> {
  const own = [...query.matchAll(/ as (\w+)/g)].map(([, name = '']) => name);
  const words =
    /^(filter|stats|sort|limit|fields|count|count_distinct|and|as|by|desc|asc|\d+|timestamp)$/;
  const names = query.replaceAll(/"[^"]*"/g, '').match(/\w+/g) ?? [];
  return new Set(names.filter((name) => !words.test(name) && !own.includes(name)));
}

/** The lines of an allow and of a denial, together. */
async function memberNames(): Promise<ReadonlySet<string>> {
  const lines: object[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  const hook = composeHook(defineHook([eventIntegrity()]), { replace: [jsonLogger({ write })] });
  const event = anEvent();
  await hook.decide(event, { requestId: 'r-1' });
  await hook.decide({ ...event, certificateId: 'a'.repeat(64) }, { requestId: 'r-2' });
  expect(lines.map((line) => (line as { message?: string }).message)).to.deep.equal([
    'decision',
    'decision',
  ]);
  return new Set(lines.flatMap((line) => Object.keys(line)));
}

describe('the queries of docs/alarms.md', () => {
  it('are those for the day on which a claim certificate is stolen', () => {
    expect([...queries.keys()]).to.deep.equal(['refused most', 'why', 'admitted']);
  });

  for (const [name, query] of queries) {
    it(`read what a decision's line has: ${name}`, async () => {
      const fields = [...fieldsOf(query)];
      expect(fields).to.include('claimCertificateId');
      expect([...(await memberNames())]).to.include.members(fields);
    });
  }
});
