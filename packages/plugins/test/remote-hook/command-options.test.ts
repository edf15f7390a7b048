import { delimiter } from 'node:path';
import { javaHook, pythonHook, remoteHook } from '@gangway/plugins/remote-hook';
import { expect } from 'chai';
import { faultOf } from '../deciding.js';

const fault = (command: object) =>
  faultOf(() => remoteHook({ command: command as { run: string[] }, keys: [] }));

describe('the command of a remote hook', () => {
  it('is refused where it is none', () => {
    const run = ['program'];
    for (const command of [
      {},
      { run: [] },
      { run: [''] },
      { run: 'program' },
      { run: ['program', 'a\0b'] },
      { run, handler: '' },
      { run, folder: '' },
      { run, folder: new URL('https://example.com/') },
      { run, environment: { 'A=B': 'c' } },
      { run, environment: { '': 'c' } },
      { run, environment: { A: 'b\0c' } },
      { run, environment: { A: 1 } },
      { run, environment: { AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' } },
      { run, environment: { AWS_LAMBDA_FUNCTION_NAME: 'mine' } },
      { run, environment: { _HANDLER: 'c.d' } },
      { run, environment: { LAMBDA_TASK_ROOT: '/' } },
      { run, environment: { GANGWAY_LIFELINE: '' } },
      { run, output: 'pipe' },
      { run, processes: 0 },
      { run, processes: 17 },
      { run, processes: 1.5 },
      { run, guarded: 'no' },
      { run, shell: true },
    ]) {
      expect(fault(command), JSON.stringify(command)).to.match(/^OPTION_INVALID/);
    }
  });

  it('is one way to a hook, and excludes the others', () => {
    const url = 'http://127.0.0.1:9000/2015-03-31/functions/function/invocations';
    expect(faultOf(() => remoteHook({ command: { run: ['program'] }, url, keys: [] }))).to.match(
      /give one of lambda, command, url/,
    );
  });

  it('runs the bootstraps that the package brings, unless another is named', () => {
    const python = pythonHook({ handler: 'a.b' }).run;
    expect(python[0]).to.equal('python3');
    expect(python[1]).to.match(/bootstraps.python.bootstrap\.py$/);
    expect(
      pythonHook({ handler: 'a.b', python: 'python3.13', bootstrap: 'b.py' }).run,
    ).to.deep.equal(['python3.13', 'b.py']);
    const java = javaHook({ handler: 'a.B', classPath: ['c', 'd.jar'], options: ['-Xmx64m'] }).run;
    expect(java).to.include.members(['java', '-Xmx64m', '-cp', `c${delimiter}d.jar`]);
    expect(java.at(-1)).to.match(/bootstraps.java.Bootstrap\.java$/);
    const compiled = javaHook({ handler: 'a.B', classPath: ['c'], bootstrap: 'Bootstrap' });
    expect(compiled.run.at(-1)).to.equal('Bootstrap');
    expect(compiled).to.include({ handler: 'a.B' });
  });
});
