import { Option } from 'commander';
import { parseRegistryAddress, type RegistryAddress } from './registry-address.js';

/** What every command that speaks to a registry is told. */
export interface RegistryInput {
  readonly registry: RegistryAddress;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `--registry <url>`, which every command that speaks to a registry needs. */
export const registryOption = (): Option =>
  new Option('--registry <url>', 'sqlite:<file> or dynamodb:<table>[?endpoint=<url>&region=<name>]')
    .env('GANGWAY_REGISTRY')
    .argParser(parseRegistryAddress)
    .makeOptionMandatory();
