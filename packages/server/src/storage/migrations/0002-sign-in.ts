import type { Kysely } from 'kysely';
import { newObjectId } from '../../object-id.ts';
import type { Migration, MigrationDialect } from './migration.ts';

interface Rows {
  members: {
    id: string;
    email_key: string;
    password_digest: string | null;
    created_at: number;
    removed_at: number | null;
  };
  auth_user: {
    id: string;
    name: string;
    email: string;
    created_at: string;
    updated_at: string;
    member_id: string;
  };
  auth_account: {
    id: string;
    provider_account_id: string;
    provider_id: string;
    user_id: string;
    password: string;
    created_at: string;
    updated_at: string;
  };
}

/**
 * The tables that Better Auth 1.7 asks for, as its own generator writes them, and the passwords of members in them.
 * They belong to the deployment: the account stands behind `member_id`.
 */
export const signIn: Migration = {
  number: 2,
  name: 'sign-in',

  async up(untyped: Kysely<never>, dialect: MigrationDialect) {
    const db = untyped as unknown as Kysely<Rows>;
    await createTables(db, dialect);
    await movePasswords(db);
    await db.schema.alterTable('members').dropColumn('password_digest').execute();
  },
};

async function createTables(db: Kysely<Rows>, { timeType, booleanType }: MigrationDialect): Promise<void> {
  const ofUser = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('user_id', 'text', (column) =>
        column.notNull().references('auth_user.id').onDelete('cascade'),
      )
      .addColumn('created_at', timeType, (column) => column.notNull())
      .addColumn('updated_at', timeType, (column) => column.notNull());

  await db.schema
    .createTable('auth_user')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('email_verified', booleanType, (column) =>
      column.notNull().defaultTo(booleanType === 'boolean' ? true : 1),
    )
    .addColumn('image', 'text')
    .addColumn('created_at', timeType, (column) => column.notNull())
    .addColumn('updated_at', timeType, (column) => column.notNull())
    .addColumn('member_id', 'text', (column) =>
      column.notNull().unique().references('members.id').onDelete('cascade'),
    )
    .execute();
  await ofUser('auth_session')
    .addColumn('expires_at', timeType, (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('ip_address', 'text')
    .addColumn('user_agent', 'text')
    .execute();
  await ofUser('auth_account')
    .addColumn('provider_account_id', 'text', (column) => column.notNull())
    .addColumn('provider_id', 'text', (column) => column.notNull())
    .addColumn('access_token', 'text')
    .addColumn('refresh_token', 'text')
    .addColumn('id_token', 'text')
    .addColumn('access_token_expires_at', timeType)
    .addColumn('refresh_token_expires_at', timeType)
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .execute();
  await db.schema
    .createTable('auth_verification')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('identifier', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expires_at', timeType, (column) => column.notNull())
    .addColumn('created_at', timeType, (column) => column.notNull())
    .addColumn('updated_at', timeType, (column) => column.notNull())
    .execute();
  for (const [table, column] of [
    ['auth_session', 'user_id'],
    ['auth_account', 'user_id'],
    ['auth_verification', 'identifier'],
  ] as const) {
    await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute();
  }
}

async function movePasswords(db: Kysely<Rows>): Promise<void> {
  const members = await db
    .selectFrom('members')
    .select(['id', 'email_key', 'created_at', 'password_digest'])
    .where('password_digest', 'is not', null)
    .$narrowType<{ password_digest: string }>()
    .where('removed_at', 'is', null)
    .execute();
  for (const { id, email_key: email, created_at: createdAt, password_digest: password } of members) {
    const at = new Date(createdAt).toISOString();
    const times = { created_at: at, updated_at: at };
    const userId = newObjectId();
    await db
      .insertInto('auth_user')
      .values({ id: userId, name: '', email, member_id: id, ...times })
      .execute();
    const provider = { provider_id: 'credential', provider_account_id: userId };
    await db
      .insertInto('auth_account')
      .values({ id: newObjectId(), user_id: userId, password, ...provider, ...times })
      .execute();
  }
}
