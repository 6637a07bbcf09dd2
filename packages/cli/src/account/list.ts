import { readConfig } from '@keyward/server';
import { askService } from '../ask-service.ts';
import { printJson, printLine } from '../print.ts';

export interface ListAccountsFlags {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly json?: boolean;
}

const COLUMNS = ['KEY', 'ID', 'MEMBERS', 'TOKENS', 'CREATED', 'ORGANIZATION'] as const;

/** Prints the accounts: a row each, or as JSON. */
export async function listAccounts(flags: ListAccountsFlags): Promise<void> {
  const accounts = await askService(readConfig(process.env, flags), { verb: 'account list' });
  if (flags.json === true) return printJson(accounts);
  const rows = accounts.map(({ key, id, members, tokens, createdAt, organization }) => [
    key,
    id,
    String(members),
    String(tokens),
    new Date(createdAt).toISOString().slice(0, 10),
    organization,
  ]);
  const widths = COLUMNS.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [COLUMNS, ...rows]) {
    printLine(
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
