import {
  type AccountRecord,
  type AccountServer,
  startAccountServer,
} from '@gangway/testing/account';
import { type Ended, gangway } from './run-gangway.js';

type Run = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;

const local = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
};

/** Runs the command where AWS is a server of recorded answers, with credentials in the environment unless others are given. */
export async function withAccount(
  answers: readonly AccountRecord[],
  use: (run: Run, server: AccountServer) => Promise<void>,
): Promise<void> {
  await using server = await startAccountServer({ answers });
  const run: Run = (args, env = local) =>
    gangway(args, { env: { ...env, AWS_ENDPOINT_URL: server.url } });
  await use(run, server);
}
