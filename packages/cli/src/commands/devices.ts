import { Command } from 'commander';
import type { Start } from '../program.js';
import { devicesExportCommand } from './devices-export.js';
import { devicesImportCommand } from './devices-import.js';
import { devicesListCommand } from './devices-list.js';
import { devicesReleaseCommand } from './devices-release.js';
import { devicesShowCommand } from './devices-show.js';
import { devicesStatsCommand } from './devices-stats.js';
import { devicesWithdrawCommands } from './devices-withdraw.js';

/** `gangway devices …` */
export function devicesCommand(start: Start): Command {
  const devices = new Command('devices')
    .description('Look after the devices of a registry: import, list, block, release, export.')
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 done, 3 refused or not found, 1 fault, 2 usage.');
  const commands = [
    devicesImportCommand,
    devicesListCommand,
    devicesShowCommand,
    ...devicesWithdrawCommands,
    devicesReleaseCommand,
    devicesExportCommand,
    devicesStatsCommand,
  ];
  for (const command of commands) devices.addCommand(command(start));
  return devices;
}
