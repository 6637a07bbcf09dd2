import type { Command } from 'commander';

/** What people come to each verb for. Its help begins with them. */
export const EXAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  login: [
    'keyward login --url https://keyward.example.com',
    'pass show keyward | keyward login --url https://keyward.example.com --with-token',
  ],
  logout: ['keyward logout', 'keyward logout --profile staging'],
  whoami: ['keyward whoami', 'keyward whoami --profile staging --json'],
  'tokens list': [
    'keyward tokens list --unused-for 90d',
    'keyward tokens list --status expiring --sort expiry -o csv',
  ],
  'tokens get': ['keyward tokens get nightly-export', 'keyward tokens get 5f0c2a9e7b414d1f9a63c8e2 --json'],
  'tokens create': [
    'keyward tokens create nightly-export --service --role reader --expires 90d',
    'keyward tokens create ci -q | gh secret set API_TOKEN',
  ],
  'tokens clone': [
    'keyward tokens clone nightly-export --name nightly-export-eu',
    'keyward tokens clone nightly-export --expires 30d --save-to token.env',
  ],
  'tokens edit': [
    'keyward tokens edit nightly-export --ip 203.0.113.0/24',
    'keyward tokens edit nightly-export --expires 90d --comment "Kept for the audit"',
  ],
  'tokens disable': [
    'keyward tokens disable nightly-export',
    'keyward tokens disable nightly-export --dry-run',
  ],
  'tokens enable': ['keyward tokens enable nightly-export', 'keyward tokens enable nightly-export --dry-run'],
  'tokens reset': [
    'keyward tokens reset nightly-export --keep-old 24h --confirm nightly-export',
    'keyward tokens reset nightly-export --confirm nightly-export -q | gh secret set API_TOKEN',
  ],
  'tokens end-old': [
    'keyward tokens end-old nightly-export',
    'keyward tokens end-old nightly-export --dry-run',
  ],
  'tokens extend-old': [
    'keyward tokens extend-old nightly-export 24h',
    'keyward tokens extend-old nightly-export 7d --dry-run',
  ],
  'tokens delete': [
    'keyward tokens delete nightly-export --confirm nightly-export',
    'keyward tokens delete nightly-export --dry-run',
  ],
  'tokens verify': ['pass show api | keyward tokens verify', 'keyward tokens verify --json < token.txt'],
  'tokens usage': [
    'keyward tokens usage nightly-export',
    'keyward tokens usage nightly-export --since 7d -o csv',
  ],
  'tokens audit': [
    'keyward tokens audit nightly-export',
    'keyward tokens audit nightly-export --limit 5 --json',
  ],
  'roles list': ['keyward roles list', 'keyward roles list -o csv'],
  'roles get': [
    'keyward roles get release-manager',
    'keyward roles get release-manager --policy-only > policy.json',
  ],
  'roles create': [
    'keyward roles create release-manager --policy policy.json --name "Release manager"',
    'keyward roles create release-manager --policy policy.json --base reader --dry-run',
  ],
  'roles edit': [
    'keyward roles edit release-manager --policy policy.json --dry-run',
    'keyward roles edit release-manager --description "Ships on Tuesdays"',
  ],
  'roles delete': [
    'keyward roles delete release-manager --confirm release-manager',
    'keyward roles delete release-manager --dry-run',
  ],
  'teams list': ['keyward teams list', 'keyward teams list --search web --json'],
  'teams get': ['keyward teams get web', 'keyward teams get web --json'],
  'teams create': [
    'keyward teams create web --name Web --role release-manager',
    'keyward teams create web --name Web --member ada@example.com',
  ],
  'teams edit': [
    'keyward teams edit web --add-member ada@example.com',
    'keyward teams edit web --add-role release-manager --dry-run',
  ],
  'teams delete': ['keyward teams delete web --confirm web', 'keyward teams delete web --dry-run'],
  'members list': ['keyward members list --role owner', 'keyward members list --team web -o csv'],
  'members get': ['keyward members get ada@example.com', 'keyward members get ada@example.com --json'],
  'members invite': [
    'keyward members invite ada@example.com --role writer',
    'keyward members invite ada@example.com grace@example.com --team web',
  ],
  'members edit': [
    'keyward members edit ada@example.com --role admin',
    'keyward members edit ada@example.com --custom-role release-manager --dry-run',
  ],
  'members remove': [
    'keyward members remove ada@example.com --dry-run',
    'keyward members remove ada@example.com --confirm ada@example.com',
  ],
  'members password-link': [
    'keyward members password-link ada@example.com',
    'keyward members password-link ada@example.com --data /var/lib/keyward',
  ],
  'audit list': [
    'keyward audit list --since 24h',
    'keyward audit list --spec "member/*:token/*" --all -o ndjson',
  ],
  'audit tail': ['keyward audit tail', 'keyward audit tail --since 1h --json'],
  'audit get': [
    'keyward audit get 7a2d8a44c7bd9968ecd3cd41',
    'keyward audit get 7a2d8a44c7bd9968ecd3cd41 --json',
  ],
  'audit verify': ['keyward audit verify --data /var/lib/keyward', 'keyward audit verify --account default'],
  'policy test': [
    'keyward policy test policy.json -a updateOn -r proj/web:env/production:flag/checkout --expect deny',
    'keyward policy test cases.json',
  ],
  'policy lint': [
    'keyward policy lint policy.json',
    'keyward policy lint policy.json --types types.json --json',
  ],
  'policy explain': [
    'keyward policy explain policy.json -a updateOn -r proj/web:env/production:flag/checkout',
    'keyward roles get release-manager --policy-only | keyward policy explain - -a viewProject -r proj/web',
  ],
  'policy diff': ['keyward policy diff old.json new.json', 'keyward policy diff old.json new.json --json'],
  'policy fmt': ['keyward policy fmt --write policy.json', 'keyward policy fmt --check policy.json'],
  api: [
    'keyward api GET /api/v2/tokens -f limit=5',
    'keyward api POST /api/v2/tokens -f name=ci -f role=reader --dry-run',
  ],
  scan: ['keyward scan .', 'git diff --cached -U0 | keyward scan -'],
  doctor: ['keyward doctor', 'keyward doctor --profile staging'],
  completion: ['source <(keyward completion bash)', 'keyward completion fish > keyward.fish'],
  'config get': ['keyward config get url', 'keyward config get profile'],
  'config set': [
    'keyward config set url https://keyward.example.com --profile staging',
    'keyward config set output json',
  ],
  'config list': ['keyward config list', 'keyward config list --json'],
  'config path': ['keyward config path', 'ls -l "$(keyward config path)"'],
  serve: [
    'keyward serve --create --data /var/lib/keyward',
    'keyward serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem',
  ],
  init: [
    'keyward init --email ada@example.com --data /var/lib/keyward',
    'keyward init --email ada@example.com --organization Acme --expires 30d',
  ],
  'account create': [
    'keyward account create acme --email ada@example.com',
    'keyward account create acme --email ada@example.com --organization Acme',
  ],
  'account list': ['keyward account list', 'keyward account list --data /var/lib/keyward'],
  'pepper status': ['keyward pepper status', 'keyward pepper status --data /var/lib/keyward'],
  'pepper rotate': ['keyward pepper rotate', 'keyward pepper rotate --data /var/lib/keyward'],
  'db copy': [
    'keyward db copy --from /var/lib/keyward --to postgres://keyward@db.example.com/keyward',
    'keyward db copy --from postgres://keyward@db.example.com/keyward --to /var/lib/keyward',
  ],
  backup: ['keyward backup keyward.backup', 'keyward backup keyward.backup --data /var/lib/keyward'],
  restore: ['keyward restore keyward.backup', 'keyward restore keyward.backup --data /var/lib/keyward'],
  'restore accept': ['keyward restore accept --list', 'keyward restore accept --disable-tokens'],
};

/** Puts the examples of each verb before its help, and where the guide tells of it. */
export function addExamples(command: Command, path: readonly string[] = []): void {
  const name = path.join(' ');
  const examples = EXAMPLES[name];
  if (examples !== undefined) {
    const anchor = `keyward-${path.join('-')}`;
    command.addHelpText(
      'before',
      `Examples:\n${examples.map((line) => `  ${line}\n`).join('')}\nMore: /docs/cli#${anchor} of your service\n`,
    );
  }
  for (const verb of command.commands) addExamples(verb, [...path, verb.name()]);
}
