import { isObject, type Json, type JsonObject } from '../plain/json.js';
import type { Answers, Deployed } from './answers.js';

type Input = Readonly<Record<string, unknown>>;

/** What Lambda tells of the functions of a stack. */
export function lambdaAnswers(deployed: Deployed): Answers {
  const { partition, region, account, all } = deployed;
  const prefix = `arn:${partition}:lambda:${region}:${account}:function:`;
  /** A name with its qualifier, of whatever way a function can be named. */
  const called = (name: unknown, qualifier: unknown): string =>
    [String(name).replace(prefix, ''), qualifier ?? []].flat().join(':');
  const functionOf = (input: Input) => {
    const [name] = called(input.FunctionName, undefined).split(':');
    return all('AWS::Lambda::Function').find(({ FunctionName }) => FunctionName === name);
  };
  const aliasOf = (name: string, alias: string | undefined) =>
    all('AWS::Lambda::Alias').find((it) => it.FunctionName === name && it.Name === alias);

  return {
    GetFunctionConfiguration(input) {
      const [name = '', qualifier] = called(input.FunctionName, undefined).split(':');
      const properties = functionOf(input);
      if (properties === undefined) return undefined;
      if (qualifier !== undefined && aliasOf(name, qualifier) === undefined) return undefined;
      const { Code: _, ReservedConcurrentExecutions: __, ...told } = properties;
      return {
        // What Lambda sets where nobody says.
        ...{ Timeout: 3, MemorySize: 128, PackageType: 'Zip', State: 'Active' },
        ...told,
        FunctionArn: `${prefix}${called(name, qualifier)}`,
        LoggingConfig: {
          LogFormat: 'Text',
          LogGroup: `/aws/lambda/${name}`,
          ...membersOf(told.LoggingConfig),
        },
        LastUpdateStatus: 'Successful',
        CodeSha256: 'bm90IHRoZSBjb2RlIG9mIGFueSBidW5kbGUgYXQgYWxsLi4=',
        Version: qualifier === undefined ? '$LATEST' : '1',
      };
    },
    GetFunctionConcurrency(input) {
      const properties = functionOf(input);
      const { ReservedConcurrentExecutions: reserved } = properties ?? {};
      if (properties === undefined) return undefined;
      const told: JsonObject = { ReservedConcurrentExecutions: reserved ?? null };
      return reserved === undefined ? {} : told;
    },
    GetAlias({ FunctionName, Name }) {
      const alias = aliasOf(String(FunctionName), String(Name));
      return alias && { ...alias, AliasArn: `${prefix}${called(FunctionName, Name)}` };
    },
    GetFunctionEventInvokeConfig({ FunctionName, Qualifier }) {
      const config = all('AWS::Lambda::EventInvokeConfig').find(
        (it) => it.FunctionName === FunctionName && it.Qualifier === (Qualifier ?? '$LATEST'),
      );
      return config && { ...config, FunctionArn: `${prefix}${called(FunctionName, Qualifier)}` };
    },
    GetPolicy({ FunctionName, Qualifier }) {
      const on = called(FunctionName, Qualifier);
      const permissions = all('AWS::Lambda::Permission').filter(
        (it) => called(it.FunctionName, undefined) === on,
      );
      const Statement = permissions.map((it, index) =>
        statementOf(it, { Sid: `stack-permission-${index}`, Resource: `${prefix}${on}` }),
      );
      if (Statement.length === 0) return undefined;
      return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }) };
    },
  };
}

/** What a permission asks for by `StringEquals`, by its property. */
const equalTerms = {
  SourceAccount: 'AWS:SourceAccount',
  PrincipalOrgID: 'aws:PrincipalOrgID',
  EventSourceToken: 'lambda:EventSourceToken',
  FunctionUrlAuthType: 'lambda:FunctionUrlAuthType',
};

/** As Lambda writes a permission down: keys in its own letters, a pattern or an ARN by `ArnLike`. */
function statementOf(permission: JsonObject, head: JsonObject): JsonObject {
  const { Action, Principal, SourceArn } = permission;
  const isService = String(Principal).endsWith('.amazonaws.com');
  const equal = Object.fromEntries(
    Object.entries(equalTerms).flatMap(([property, key]) =>
      permission[property] === undefined ? [] : [[key, permission[property] ?? null]],
    ),
  );
  const Condition = {
    ...(Object.keys(equal).length === 0 ? {} : { StringEquals: equal }),
    ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  return {
    ...head,
    Effect: 'Allow',
    Action: Action ?? null,
    Principal: isService ? { Service: Principal ?? null } : { AWS: Principal ?? null },
    ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
  };
}

const membersOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
