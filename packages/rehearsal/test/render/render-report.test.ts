import { renderReport } from '@gangway/rehearsal';
import { expect } from 'chai';
import { aReport, emptyReport, hostileReport } from './a-report.js';

const lines = (text: string): readonly string[] => text.split('\n');

describe('renderReport', () => {
  it('says who came, why they were refused, how long it took, and what it comes to', () => {
    expect(lines(renderReport(aReport()))).to.deep.equal([
      'Rehearsal of hook.ts: 1,000 devices and 50 impostors in 41.3 s (25 a second, 32 at once)',
      'template first-fleet, seed 7, 2026-01-31 08:15:00 UTC, decisions 3fa2b10000000000',
      '',
      'who came         came  admitted  expected',
      'genuine         1,000     1,000     1,000',
      'unknown serial     10         0         0',
      'cloned serial      10         0         0',
      'stolen claim       10         0         0',
      'tampered token     10         0         0',
      'replay             10         0         0',
      '',
      'refused because                   count',
      'DEVICE_CLAIMED                       16',
      'InvalidCertificateOwnershipToken     14',
      'DEVICE_UNKNOWN                       10',
      'NOT_CONNECTED                        10',
      '',
      'time                     count     p50     p90     p99     max',
      'connect with the claim   1,130  9.4 ms   22 ms   61 ms  240 ms',
      'get a certificate        1,090   14 ms   31 ms     8 s     8 s',
      'the hook decides         1,049  1.8 ms  4.1 ms   14 ms     5 s',
      'register, hook included  1,072   21 ms   48 ms     5 s    10 s',
      'connect as the thing     1,000  8.2 ms   19 ms   44 ms  102 ms',
      'all of it                1,050   62 ms  160 ms  12.3 s  21.8 s',
      '',
      'fault put in  count',
      'lost reply       21',
      'throttled        19',
      'slow hook         9',
      'devices began anew 20 times',
      '',
      'No wrong answers. All 1,000 devices came aboard, and none of 50 impostors did.',
      '',
    ]);
  });

  it('says of each wrong answer what to look at, within the width of the terminal', () => {
    const text = renderReport(
      aReport({
        wrong: [
          { who: 'SN-1', kind: 'unknown-serial', code: 'ADMITTED_IMPOSTOR', detail: 'by prefix' },
        ],
      }),
      { width: 60 },
    );
    expect(text).to.contain(
      [
        'ADMITTED_IMPOSTOR SN-1 (unknown serial): an impostor was admitted',
        '  by prefix',
        '  Look for a check that knows each device, such as',
        '  registeredDevice: nothing asked whether this one exists.',
        '',
        '1 wrong answer. 1 × an impostor was admitted.',
      ].join('\n'),
    );
  });

  it('sends to the template where the hook said yes and AWS IoT could make nothing of it', () => {
    const refusedFor = (detail: string) =>
      renderReport(
        aReport({ wrong: [{ who: 'SN-1', kind: 'genuine', code: 'REFUSED_GENUINE', detail }] }),
      );
    expect(refusedFor('ResourceRegistrationFailure')).to.contain('Look at the template, not at');
    expect(refusedFor('ResourceConflictsException')).to.contain('Look at the template, not at');
    expect(refusedFor('ATTRIBUTE_MISSING')).to.contain('what does the hook ask');
  });

  it('paints a count that is not as expected as bad', () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const asItIs = (text: string) => text;
    const paint = {
      good: mark('good'),
      bad: mark('bad'),
      warn: asItIs,
      strong: asItIs,
      faint: asItIs,
    };
    const kinds = [
      { kind: 'genuine', came: 3, admitted: 3 },
      { kind: 'replay', came: 2, admitted: 1 },
    ] as const;
    const text = renderReport(aReport({ kinds }), { paint });
    expect(text).to.contain('<good>3</good>').and.contain('<bad>1</bad>');
  });

  it('shows ten of many wrong answers, and says how many more there are', () => {
    const wrong = Array.from({ length: 31 }, (_, index) => ({
      who: `SN-${index}`,
      kind: 'genuine' as const,
      code: 'REFUSED_GENUINE' as const,
      detail: '',
    }));
    const text = renderReport(aReport({ wrong }));
    expect(text.match(/^REFUSED_GENUINE/gm)).to.have.length(10);
    expect(text).to.contain('and 21 more wrong answers');
  });

  it('lets nothing from outside move the cursor or turn a line around', () => {
    const text = renderReport(hostileReport);
    expect(text.replaceAll('\n', '')).to.not.match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(text.length).to.be.lessThan(10_000);
  });

  it('says of a rehearsal that nobody came to that it shows nothing', () => {
    expect(lines(renderReport(emptyReport)).slice(2)).to.deep.equal([
      '',
      'Nobody came. So nothing is shown by it.',
      '',
    ]);
  });

  it('speaks of one as of one', () => {
    const kinds = [
      { kind: 'genuine', came: 1, admitted: 1 },
      { kind: 'replay', came: 1, admitted: 0 },
    ] as const;
    const text = renderReport(aReport({ kinds }));
    expect(text).to.contain('1 device and 1 impostor in');
    expect(text).to.contain('The one device came aboard, and the one impostor did not.');
  });
});
