import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const foundations: Migration = {
  number: 1,
  name: 'foundations',
  async up(db, { bytesType }) {
    const bytes = sql.raw(bytesType);

    await db.schema
      .createTable('accounts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('organization', 'text', (column) => column.notNull())
      .addColumn('service_token_limit', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('members')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('email', 'text', (column) => column.notNull())
      .addColumn('email_key', 'text', (column) => column.notNull())
      .addColumn('first_name', 'text', (column) => column.notNull())
      .addColumn('last_name', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('password_digest', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('removed_at', 'bigint')
      .addColumn('version', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('members_email_key')
      .on('members')
      .column('email_key')
      .unique()
      .where(sql.ref('removed_at'), 'is', null)
      .execute();
    await db.schema
      .createIndex('members_role')
      .on('members')
      .columns(['account_id', 'role', 'created_at', 'id'])
      .execute();

    await db.schema
      .createTable('tokens')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('role', 'text')
      .addColumn('inline_role', 'text')
      .addColumn('default_api_version', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('modified_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('disabled_at', 'bigint')
      .addColumn('deleted_at', 'bigint')
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('last_four', 'text', (column) => column.notNull())
      .execute();
    for (const [index, first] of [
      ['tokens_newest', 'account_id'],
      ['tokens_of_member', 'member_id'],
    ] as const) {
      await db.schema
        .createIndex(index)
        .on('tokens')
        .columns([first, 'kind', 'created_at desc', 'id'])
        .where(sql.ref('deleted_at'), 'is', null)
        .execute();
    }

    await db.schema
      .createIndex('tokens_inline')
      .on('tokens')
      .columns(['account_id', 'id', 'version'])
      .where(sql.ref('inline_role'), 'is not', null)
      .execute();

    await db.schema
      .createTable('token_secrets')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('token_id', 'text', (column) => column.notNull().references('tokens.id'))
      .addColumn('digest', bytes, (column) => column.notNull())
      .addColumn('pepper_id', 'text', (column) => column.notNull())
      .addColumn('prefix', 'text', (column) => column.notNull())
      .addColumn('last_four', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('ends_at', 'bigint')
      .execute();
    await db.schema
      .createIndex('token_secrets_digest')
      .on('token_secrets')
      .column('digest')
      .unique()
      .execute();
    await db.schema
      .createIndex('token_secrets_token')
      .on('token_secrets')
      .columns(['token_id', 'created_at'])
      .execute();

    await db.schema
      .createTable('secret_forms')
      .addColumn('pepper_id', 'text', (column) => column.notNull())
      .addColumn('prefix', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('secret_forms_key', ['pepper_id', 'prefix'])
      .execute();

    await db.schema
      .createTable('audit_entries')
      .addColumn('number', 'bigint', (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('audit_entries_newest')
      .on('audit_entries')
      .columns(['account_id', 'number desc'])
      .execute();

    await db.schema
      .createIndex('audit_entries_time')
      .on('audit_entries')
      .columns(['account_id', 'at'])
      .execute();

    await db.schema
      .createTable('resource_types')
      .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('declaration', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('resource_types_key', ['account_id', 'name'])
      .execute();

    await db.schema
      .createTable('change_log')
      .addColumn('number', 'bigint', (column) => column.primaryKey())
      .addColumn('account_id', 'text')
      .addColumn('entity_kind', 'text', (column) => column.notNull())
      .addColumn('entity_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('sequence')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'bigint', (column) => column.notNull())
      .execute();
    await sql`insert into sequence (name, value) values ('changes', 0)`.execute(db);

    await db.schema
      .createTable('setup_codes')
      .addColumn('slot', 'integer', (column) => column.primaryKey())
      .addColumn('digest', bytes, (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
