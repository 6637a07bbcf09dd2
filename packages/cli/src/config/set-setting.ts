import { Command } from 'commander';
import { asPrintingVerb, type OutputFlags } from '../client/client-flags.ts';
import { profileName } from '../profile/profiles.ts';
import { CONFIG_KEYS, configKey } from './known-keys.ts';

export function setSettingCommand(): Command {
  const command = new Command('set')
    .description('Set something for the profile, or choose the profile')
    .argument('<key>', '`url`, `output`, `credential-helper` or `profile`')
    .argument('<value>', 'what it is to be');
  return asPrintingVerb(command).action((key: string, value: string, flags: OutputFlags) =>
    CONFIG_KEYS[configKey(key)].write(profileName(flags.profile), value, flags),
  );
}
