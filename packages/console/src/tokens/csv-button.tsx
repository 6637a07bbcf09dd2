import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Token } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { rolesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { datedName, saveFile } from '../controls/save-file.ts';
import { say } from '../controls/toasts.tsx';
import { MOST_EXPORTED } from './exported-tokens.ts';
import { tokenCsv } from './token-csv.ts';

interface CsvButtonProps {
  readonly read: () => Promise<readonly Token[]>;
  /** Why there is nothing to export. */
  readonly reason?: string | undefined;
}

/** Downloads tokens as a table. */
export function CsvButton({ read, reason }: CsvButtonProps) {
  const { data: roles } = useQuery(rolesQuery);
  const [isBusy, setIsBusy] = useState(false);

  async function download() {
    setIsBusy(true);
    try {
      const tokens = await read();
      saveFile(tokenCsv(tokens, roles), datedName('access-tokens', 'csv'), 'text/csv');
      const isAll = tokens.length < MOST_EXPORTED;
      say(
        isAll
          ? `Exported ${counted(tokens.length, 'token')}`
          : `Exported the first ${countText(MOST_EXPORTED)}. Narrow the list to export the others.`,
      );
    } catch (error) {
      say(`Could not export the tokens. ${reasonOf(error)}`);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Button isBusy={isBusy} reason={reason} onClick={download}>
      Export CSV
    </Button>
  );
}
