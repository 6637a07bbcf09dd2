import type { Command } from 'commander';
import type { EndWith } from './exit-code.ts';

/** A verb, or a group of verbs, whose sources are loaded when it is the one that runs. */
export interface Verb {
  readonly name: string;
  readonly description: string;
  load(endWith: EndWith): Promise<Command>;
}

export const VERBS: readonly Verb[] = [
  {
    name: 'login',
    description: 'Sign in by browser, or remember an access token',
    load: async () => (await import('./login/login-command.ts')).loginCommand(),
  },
  {
    name: 'logout',
    description: 'Forget the access token of the profile, and end one that `login` made',
    load: async () => (await import('./login/logout-command.ts')).logoutCommand(),
  },
  {
    name: 'whoami',
    description: 'Say which token is used, whose it is and where',
    load: async () => (await import('./whoami-command.ts')).whoamiCommand(),
  },
  {
    name: 'tokens',
    description: 'Work with access tokens',
    load: async (endWith) => (await import('./tokens/tokens-command.ts')).tokensCommand(endWith),
  },
  {
    name: 'roles',
    description: 'Work with custom and preset roles',
    load: async () => (await import('./roles/roles-command.ts')).rolesCommand(),
  },
  {
    name: 'teams',
    description: 'Work with teams',
    load: async () => (await import('./teams/teams-command.ts')).teamsCommand(),
  },
  {
    name: 'members',
    description: 'Work with the members of the account; `password-link` works on the machine of the service',
    load: async () => (await import('./members/members-command.ts')).membersCommand(),
  },
  {
    name: 'audit',
    description: 'Read the audit log; `verify` proves it on the machine of the service',
    load: async (endWith) => (await import('./audit/audit-command.ts')).auditCommand(endWith),
  },
  {
    name: 'policy',
    description: 'Test, check, explain, compare and format policies; `-` in place of a file is stdin',
    load: async (endWith) => (await import('./policy/policy-command.ts')).policyCommand(endWith),
  },
  {
    name: 'api',
    description: 'Call any path of the API',
    load: async () => (await import('./api/api-command.ts')).apiCommand(),
  },
  {
    name: 'scan',
    description: 'Find secrets of access tokens in files, offline; exit 1 when there is one',
    load: async (endWith) => (await import('./scan/scan-command.ts')).scanCommand(endWith),
  },
  {
    name: 'doctor',
    description: 'Look at what a call needs: files, address, service, clock and token',
    load: async (endWith) => (await import('./doctor/doctor-command.ts')).doctorCommand(endWith),
  },
  {
    name: 'completion',
    description: 'Print the script by which a shell completes verbs, flags and names of tokens',
    load: async () => (await import('./completion/completion-command.ts')).completionCommand(),
  },
  {
    name: 'config',
    description: 'Look after the profiles of this user',
    load: async () => (await import('./config/config-command.ts')).configCommand(),
  },
  {
    name: 'serve',
    description: 'Start the service',
    load: async () => (await import('./serve-command.ts')).serveCommand(),
  },
  {
    name: 'init',
    description: 'Make the account, its owner and a first access token, without starting the service',
    load: async () => (await import('./init-command.ts')).initCommand(),
  },
  {
    name: 'account',
    description: 'Look after accounts on the machine of the service',
    load: async () => (await import('./account/account-command.ts')).accountCommand(),
  },
  {
    name: 'pepper',
    description: 'Look after the pepper, the key under which secrets are stored',
    load: async () => (await import('./pepper/pepper-command.ts')).pepperCommand(),
  },
  {
    name: 'db',
    description: 'Look after the database',
    load: async () => (await import('./db/db-command.ts')).dbCommand(),
  },
  {
    name: 'backup',
    description: 'Write all data of one moment into a new file',
    load: async () => (await import('./backup/backup-command.ts')).backupCommand(),
  },
  {
    name: 'restore',
    description: 'Restore a backup into a directory or database that has no data, as a new epoch of it',
    load: async () => (await import('./restore/restore-command.ts')).restoreCommand(),
  },
];
