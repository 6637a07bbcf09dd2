import type { TestService } from './test-service.ts';

/** Service tokens, more than the API would make in a reasonable time. */
export function addServiceTokens(service: TestService, count: number): void {
  service.query(
    `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ?)
    insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version,
      created_at, modified_at, version, last_four)
    select printf('%024x', n), account_id, 'service', member_id, 'token ' || n, '', 'reader', 20240415,
      created_at, modified_at, 1, 'last' from numbers, (select * from tokens limit 1)`,
    count,
  );
}
