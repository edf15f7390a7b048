import * as sdk from '@aws-sdk/client-iot';
import { expect } from 'chai';
import { operations } from '../../dist/control/route-table.js';
import { callOverHttp } from './call-over-http.js';
import { type ControlBench, startControlBench } from './control-bench.js';

/** What a schema of the SDK has of an operation, by position: its HTTP trait, and its input's members with theirs. */
type OperationSchema = readonly [9, string, string, { readonly http: readonly unknown[] }, unknown];
type StructureSchema = readonly [3, string, string, unknown, readonly string[], readonly unknown[]];

const resolved = (schema: unknown): unknown =>
  typeof schema === 'function' ? resolved(schema()) : schema;

function bindingIn(name: string) {
  const schema = Reflect.get(sdk, `${name}$`) as OperationSchema;
  const input = resolved(schema[4]) as StructureSchema;
  const query: string[] = [];
  const headers: Record<string, string> = {};
  for (const [index, member] of input[5].entries()) {
    const traits = Object(
      Array.isArray(resolved(member)) ? Object(resolved(member))[1] : undefined,
    );
    if (traits.httpQuery !== undefined) query.push(traits.httpQuery);
    if (traits.httpHeader !== undefined) headers[input[4][index] ?? ''] = traits.httpHeader;
  }
  const [method, path] = schema[3].http;
  return { method, path, query: query.toSorted(), headers };
}

describe('the operations of the control plane', () => {
  let bench: ControlBench;
  before(async () => {
    bench = await startControlBench();
  });
  after(() => bench[Symbol.asyncDispose]());

  it('are each in the table once', () => {
    const names = operations.map(({ name }) => name);
    expect(names).to.deep.equal([...new Set(names)]);
  });

  for (const { name, method, path, query, headers } of operations) {
    it(`${name} is where the SDK looks for it, with all of its query and headers`, () => {
      expect({ method, path, query: query.toSorted(), headers }).to.deep.equal(bindingIn(name));
    });

    it(`${name} is answered`, async () => {
      const url = path.replaceAll(/\{\w+\}/g, '1');
      const { status, error } = await callOverHttp(bench, { method, path: url });
      expect(status).to.be.lessThan(500);
      expect(error).not.to.equal('UnknownOperationException');
    });
  }
});
