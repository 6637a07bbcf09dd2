import { Command } from 'commander';
import { asPrintingVerb, type OutputFlags } from '../client/client-flags.ts';
import { Refusal } from '../client/refusal.ts';
import { printLine } from '../print.ts';
import { profileName } from '../profile/profiles.ts';
import { CONFIG_KEYS, configKey } from './known-keys.ts';

export function getSettingCommand(): Command {
  const command = new Command('get')
    .description('Print a setting of the profile')
    .argument('<key>', '`url`, `output`, `credential-helper` or `profile`');
  return asPrintingVerb(command).action((key: string, { profile }: OutputFlags) => {
    const value = CONFIG_KEYS[configKey(key)].read(profileName(profile));
    if (value === undefined) throw new Refusal('not_found', `\`${key}\` is not set`);
    printLine(value);
  });
}
