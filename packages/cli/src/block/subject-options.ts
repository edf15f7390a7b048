import type { Command } from 'commander';

/** What is to be stopped; one of them. */
export interface SubjectInput {
  readonly claimCertificate?: string;
  readonly batch?: string;
  readonly template?: string;
  readonly all?: boolean;
}

/** Adds the options that say what is stopped. */
export const addSubjectOptions = (command: Command): Command =>
  command
    .option('--claim-certificate <id>', 'all that comes with this claim certificate')
    .option('--batch <id>', 'all devices of this batch')
    .option('--template <name>', 'all that comes through this template')
    .option('--all', 'everything');
