import { readMetricLine } from '@gangway/testing';
import { expect } from 'chai';

const good = {
  FunctionName: 'fleet-hook',
  outcome: 'ALLOW',
  Decisions: 1,
  _aws: {
    Timestamp: 1_900_000_000_000,
    CloudWatchMetrics: [
      {
        Namespace: 'Gangway',
        Dimensions: [[], ['FunctionName', 'outcome']],
        Metrics: [{ Name: 'Decisions', Unit: 'Count' }],
      },
    ],
  },
};
const [directive] = good._aws.CloudWatchMetrics;

const withDirective = (change: object) => ({
  ...good,
  _aws: { ...good._aws, CloudWatchMetrics: [{ ...directive, ...change }] },
});

/** Lines that CloudWatch would pass over, each by what is wrong with it. */
const broken: Readonly<Record<string, object>> = {
  'a line that is a list': [good],
  'no time': { ...good, _aws: { CloudWatchMetrics: [directive] } },
  'a time in seconds with a fraction': { ...good, _aws: { ...good._aws, Timestamp: 1.5 } },
  'no directive': { ...good, _aws: { ...good._aws, CloudWatchMetrics: [] } },
  'a member that nobody knows': withDirective({ Dimension: [] }),
  'a namespace that is blank': withDirective({ Namespace: ' ' }),
  'dimensions that are no sets': withDirective({ Dimensions: ['FunctionName'] }),
  'a dimension that the line does not have': withDirective({ Dimensions: [['code']] }),
  'a dimension that is inherited': withDirective({ Dimensions: [['constructor']] }),
  'a dimension that is no text': withDirective({ Dimensions: [['Decisions']] }),
  'a dimension twice': withDirective({ Dimensions: [['outcome', 'outcome']] }),
  'more dimensions than thirty': withDirective({
    Dimensions: [Array.from({ length: 31 }, (_, index) => `d${index}`)],
  }),
  'no metric': withDirective({ Metrics: [] }),
  'a unit that is none': withDirective({ Metrics: [{ Name: 'Decisions', Unit: 'Decisions' }] }),
  'a metric that the line does not have': withDirective({ Metrics: [{ Name: 'Denials' }] }),
  'a metric that is no number': { ...good, Decisions: Number.NaN },
  'an empty dimension': { ...good, outcome: '' },
};

describe('readMetricLine', () => {
  it('gives a point for each metric and set of dimensions', () => {
    const at = good._aws.Timestamp;
    const point = { namespace: 'Gangway', name: 'Decisions', unit: 'Count', value: 1, at };
    expect(readMetricLine(JSON.stringify(good))).to.deep.equal([
      { ...point, dimensions: {} },
      { ...point, dimensions: { FunctionName: 'fleet-hook', outcome: 'ALLOW' } },
    ]);
  });

  it('gives nothing for a line that counts nothing', () => {
    expect(readMetricLine('{"message":"decision"}')).to.be.empty;
  });

  for (const [what, line] of Object.entries(broken)) {
    it(`refuses ${what}`, () => {
      expect(() => readMetricLine(JSON.stringify(line))).to.throw('Embedded metric format');
    });
  }
});
