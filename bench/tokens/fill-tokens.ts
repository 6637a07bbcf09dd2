import { DatabaseSync } from 'node:sqlite';
import { listLater } from './list-later.ts';
import {
  CALLED_AFTER_END,
  MEMBER_COLUMNS,
  memberRows,
  NOW_MS,
  TOKEN_COLUMNS,
  tokenRows,
} from './token-rows.ts';

/** Tokens beside those there are, straight into the tables. */
export async function fillTokens(path: string, accountId: string, size: number): Promise<void> {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal');
  await listLater(database, () => {
    database
      .prepare('insert or ignore into accounts (id, key, organization, created_at) values (?, ?, ?, 1)')
      .run(accountId, 'default', 'Bench');
    const inserter = (table: string, columns: string) =>
      database.prepare(`insert into ${table} (${columns}) values (${columns.replace(/\w+/g, '?')})`);
    const member = inserter('members', MEMBER_COLUMNS);
    for (const row of memberRows(accountId)) member.run(...row);
    const token = inserter('tokens', TOKEN_COLUMNS);
    for (const row of tokenRows(accountId, size)) token.run(...row);
    database
      .prepare(
        'insert into ended_uses (token_id, account_id, at) select id, account_id, ? from tokens where account_id = ? and rowid % ? = 0',
      )
      .run(NOW_MS - 1, accountId, CALLED_AFTER_END);
  });
}
