import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { rolesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { datedName, saveFile } from '../controls/save-file.ts';
import { say } from '../controls/toasts.tsx';
import { tokenCsv } from './token-csv.ts';
import { type TokenSearch, tokenQueryOf, withChange } from './token-search.ts';

const AT_ONCE = 500;
/** More would be held in memory for too long. */
const MOST = 20_000;

/** Downloads the list as it is searched and sorted, from its first page to its last. */
export function CsvButton({ search, total }: { readonly search: TokenSearch; readonly total: number }) {
  const { data: roles } = useQuery(rolesQuery);
  const [isBusy, setIsBusy] = useState(false);

  async function download() {
    setIsBusy(true);
    try {
      const tokens = await tokensOf(search);
      saveFile(tokenCsv(tokens, roles), datedName('access-tokens', 'csv'), 'text/csv');
      const isAll = tokens.length < MOST;
      say(
        isAll
          ? `Exported ${counted(tokens.length, 'token')}`
          : `Exported the first ${countText(MOST)}. Narrow the list to export the others.`,
      );
    } catch (error) {
      say(`Could not export the list. ${reasonOf(error)}`);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Button isBusy={isBusy} reason={total === 0 ? 'The list is empty' : undefined} onClick={download}>
      Export CSV
    </Button>
  );
}

async function tokensOf(search: TokenSearch): Promise<readonly Token[]> {
  const query = { ...tokenQueryOf(withChange(search, {})), limit: AT_ONCE, include: 'usage' };
  const tokens: Token[] = [];
  for await (const { items } of keyward.tokens.list(query).pages()) {
    tokens.push(...items);
    if (tokens.length >= MOST) break;
  }
  return tokens.slice(0, MOST);
}
