import { expect } from 'chai';
import { newKey, tell } from './caller.js';
import { type Container, container, event } from './container.js';

const url = 'http://hook/events';
const most = 10;

const unsigned = ({ handle }: Container) =>
  handle(new Request(url, { method: 'POST', body: event }));
const forged = ({ handle, call }: Container) => tell(handle, url, call({ keys: [newKey()] }));

async function times(count: number, ask: () => Promise<unknown>): Promise<void> {
  for (let asked = 0; asked < count; asked += 1) await ask();
}

const recorded = ({ records }: Container, code: string) =>
  records.flatMap(({ reason }) => (reason?.code === code ? [reason.detail] : []));

describe('calls of strangers', () => {
  it('are all refused and counted, and ten a second are recorded', async () => {
    const made = container();
    await times(57, async () => expect((await unsigned(made)).status).to.equal(401));
    expect(recorded(made, 'CALL_UNSIGNED')).to.have.length(most);
    const metrics = await made.handle(new Request('http://hook/metrics'));
    expect(await metrics.text()).to.contain(
      'gangway_calls_refused_total{code="CALL_UNSIGNED"} 57\n',
    );
  });

  it('that were not recorded are told of with the next that is', async () => {
    const made = container();
    await times(57, () => unsigned(made));
    made.clock.advance(1_000);
    await times(2, () => unsigned(made));
    expect(recorded(made, 'CALL_UNSIGNED').slice(most)).to.deep.equal([
      'none of the three headers; 47 more before it were not recorded',
      'none of the three headers',
    ]);
  });

  it('hide no refusal for another reason', async () => {
    const made = container();
    await times(20, () => unsigned(made));
    await times(20, () => forged(made));
    expect(recorded(made, 'CALL_SIGNATURE_WRONG')).to.have.length(most);
  });

  it('hide no call of a key: each that comes again is recorded', async () => {
    const made = container();
    const once = made.call();
    await times(31, () => tell(made.handle, url, once));
    expect(recorded(made, 'CALL_REPLAYED')).to.have.length(30);
  });

  it('with bodies over the limit are recorded as sparingly', async () => {
    const made = container({ options: { bodyLimit: 10 } });
    await times(20, async () =>
      expect((await tell(made.handle, url, made.call())).status).to.equal(413),
    );
    expect(recorded(made, 'BODY_TOO_LARGE')).to.have.length(most);
  });

  it('fill no log where there are no keys: that is said once a second', async () => {
    const keys = () => {
      throw new Error('no keys');
    };
    const made = container({ options: { keys } });
    await times(20, () => forged(made));
    made.clock.advance(1_000);
    await forged(made);
    expect(recorded(made, 'CALL_KEYS_UNAVAILABLE')).to.have.length(most + 1);
    const complaints = made.logger.lines.filter(({ level }) => level === 'error');
    expect(complaints.map(({ fields }) => fields?.leftOut)).to.deep.equal([undefined, 19]);
  });
});
