import { readFileSync } from 'node:fs';
import { HookAlarms, type HookAlarmsProps } from '@gangway/cdk';
import {
  type Alarm,
  claimCertificateInsight,
  hookAlarms,
  lifecycleAlarms,
  proxyAlarms,
  type WatchedMetric,
} from '@gangway/deployment';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { expect } from 'chai';
import { alarmOptions } from '../../dist/alarms/alarm-options.js';

type Properties = Readonly<Record<string, unknown>>;

/** A stack with a function, its log group and its alarms. */
function synthesised(change: Partial<HookAlarmsProps> = {}) {
  const stack = new Stack(new App(), 'Fleet');
  const topic = new sns.Topic(stack, 'OnCall');
  const logGroup = new logs.LogGroup(stack, 'Log');
  const hook = new lambda.Function(stack, 'Function', {
    code: lambda.Code.fromInline('exports.handler = async () => ({});'),
    handler: 'index.handler',
    runtime: new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS, {
      supportsInlineCode: true,
    }),
    logGroup,
  });
  const made = new HookAlarms(stack, 'Alarms', {
    function: hook,
    timeoutSeconds: 4,
    logGroup,
    actions: [topic],
    ...change,
  });
  const template = Template.fromStack(stack);
  const properties = (type: string): readonly Properties[] =>
    Object.values(template.findResources(type)).map(({ Properties: own }) => own as Properties);
  const only = (type: string) => Object.keys(template.findResources(type))[0] ?? '';
  return {
    made,
    topic,
    alarms: properties('AWS::CloudWatch::Alarm'),
    rules: properties('AWS::CloudWatch::InsightRule'),
    functionRef: { Ref: only('AWS::Lambda::Function') },
    logRef: { Ref: only('AWS::Logs::LogGroup') },
    topicRef: { Ref: only('AWS::SNS::Topic') },
  };
}

const listed = (dimensions: Readonly<Record<string, string>>, functionRef: object) =>
  Object.entries(dimensions)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([Name, value]) => ({ Name, Value: value === 'NAME' ? functionRef : value }));

const named = (metric: WatchedMetric, functionRef: object) => ({
  Namespace: metric.namespace,
  MetricName: metric.name,
  Dimensions: listed(metric.dimensions, functionRef),
});

/** What CloudFormation is to read of what an alarm watches. */
function watched({ watches, periodSeconds }: Alarm, functionRef: object): Properties {
  if (watches.kind === 'metric') {
    const { statistic } = watches.metric;
    return {
      ...named(watches.metric, functionRef),
      Period: periodSeconds,
      [statistic === 'Sum' ? 'Statistic' : 'ExtendedStatistic']: statistic,
    };
  }
  return {
    Metrics: [
      { Id: 'expr_1', Expression: watches.expression, ReturnData: true },
      ...Object.entries(watches.metrics).map(([Id, metric]) => ({
        Id,
        ReturnData: false,
        MetricStat: {
          Metric: named(metric, functionRef),
          Period: periodSeconds,
          Stat: metric.statistic,
        },
      })),
    ],
  };
}

const kinds = { hook: hookAlarms, proxy: proxyAlarms, lifecycle: lifecycleAlarms } as const;

for (const kind of ['hook', 'proxy', 'lifecycle'] as const) {
  describe(`HookAlarms of a ${kind}`, () => {
    it('are the alarms that are data, and no others', () => {
      const { alarms, functionRef, topicRef } = synthesised({ kind });
      const data = kinds[kind]({ functionName: 'NAME', timeoutSeconds: 4 });
      expect(alarms).to.deep.equal(
        data.map((alarm) => ({
          AlarmDescription: alarm.description,
          AlarmActions: [topicRef],
          ComparisonOperator: alarm.comparison,
          DatapointsToAlarm: alarm.datapointsToAlarm,
          EvaluationPeriods: alarm.evaluationPeriods,
          Threshold: alarm.threshold,
          TreatMissingData: alarm.treatMissingData,
          ...watched(alarm, functionRef),
        })),
      );
    });

    it('can be had by their ids', () => {
      const { made } = synthesised({ kind });
      const data = kinds[kind]({ functionName: 'NAME', timeoutSeconds: 4 });
      expect([...made.alarms.keys()]).to.deep.equal(data.map(({ id }) => id));
    });
  });
}

describe('the Contributor Insights rule of HookAlarms', () => {
  it('reads the log group that it is told, and is named after the function', () => {
    const { rules, functionRef, logRef } = synthesised();
    const [rule, ...others] = rules;
    expect(others).to.be.empty;
    expect(rule).to.include({ RuleState: 'ENABLED' });
    const prefix = 'gangway refusals by claim certificate: ';
    expect(rule?.RuleName).to.deep.equal({ 'Fn::Join': ['', [prefix, functionRef]] });
    // A function's name has 64 characters at most, a rule's 128.
    expect(prefix.length + 64).to.be.at.most(128);
    const body = rule?.RuleBody as
      | { readonly 'Fn::Join'?: readonly [string, unknown[]] }
      | undefined;
    const parts = body?.['Fn::Join']?.[1] ?? [];
    expect(parts).to.deep.include(logRef);
    const text = parts.map((part) => (typeof part === 'string' ? part : 'LOG')).join('');
    expect(JSON.parse(text)).to.deep.equal(claimCertificateInsight('LOG').body);
  });

  it('is not there without a log group', () => {
    const stack = new Stack(new App(), 'Fleet');
    const watching = { function: { functionName: 'fleet-hook' }, timeoutSeconds: 4 };
    const made = new HookAlarms(stack, 'Alarms', watching);
    expect(made.insightRule).to.equal(undefined);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::InsightRule', 0);
  });
});

describe('the actions of HookAlarms', () => {
  it('may be any that CloudWatch has, and are none unless given', () => {
    const alarmActionArn = 'arn:aws:ssm-incidents::123456789012:response-plan/hook';
    const { alarms } = synthesised({ actions: [{ bind: () => ({ alarmActionArn }) }] });
    for (const alarm of alarms) expect(alarm.AlarmActions).to.deep.equal([alarmActionArn]);
    for (const alarm of synthesised({ actions: [] }).alarms) {
      expect(alarm).to.not.have.property('AlarmActions');
    }
  });
});

describe('the options of HookAlarms', () => {
  it('stand in docs/alarms.md, in their order', () => {
    const page = readFileSync(new URL('../../../../docs/alarms.md', import.meta.url), 'utf8');
    const [, table = ''] = /\| option \|.*\n.*\n((?:\|.*\n)+)/.exec(page) ?? [];
    const rows = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(rows).to.deep.equal(Object.keys(alarmOptions.entries));
  });

  const wrong: Readonly<Record<string, readonly [object, string, string]>> = {
    'an option that is mistyped': [{ action: [] }, 'OPTION_UNKNOWN', 'Did you mean "actions"?'],
    'a kind that there is not': [{ kind: 'container' }, 'OPTION_INVALID', 'option "kind"'],
    'a timeout that is none': [{ timeoutSeconds: 0 }, 'OPTION_INVALID', 'option "timeoutSeconds"'],
    'a function without a name': [{ function: {} }, 'OPTION_INVALID', 'option "function"'],
    'an action that does nothing': [{ actions: [{}] }, 'OPTION_INVALID', 'option "actions.0"'],
  };

  for (const [what, [change, code, text]] of Object.entries(wrong)) {
    it(`are refused with ${what}, at their place in the tree`, () => {
      expect(() => synthesised(change as never))
        .to.throw('Fleet/Alarms')
        .with.property('code', code);
      expect(() => synthesised(change as never)).to.throw(text);
    });
  }
});
