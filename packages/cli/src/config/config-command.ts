import { Command } from 'commander';
import { configPathCommand } from './config-path.ts';
import { getSettingCommand } from './get-setting.ts';
import { listSettingsCommand } from './list-settings.ts';
import { setSettingCommand } from './set-setting.ts';

export function configCommand(): Command {
  return new Command('config')
    .addCommand(getSettingCommand())
    .addCommand(setSettingCommand())
    .addCommand(listSettingsCommand())
    .addCommand(configPathCommand());
}
