import { useState } from 'react';
import type { AuditEntry } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { datedName, saveFile } from '../controls/save-file.ts';
import { say } from '../controls/toasts.tsx';
import type { AuditSearch } from './audit-search.ts';
import { nextIn, pageOf } from './use-audit-log.ts';

/** More would be held in memory for too long. */
const MOST = 5_000;

/** Downloads the entries of the search, one JSON document a line, the newest first. */
export function ExportButton({
  search,
  isEmpty,
}: {
  readonly search: AuditSearch;
  readonly isEmpty: boolean;
}) {
  const [isBusy, setIsBusy] = useState(false);

  async function download() {
    setIsBusy(true);
    try {
      const entries = await entriesOf(search);
      const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      saveFile(lines, datedName('audit-log', 'ndjson'), 'application/x-ndjson');
      say(
        entries.length < MOST
          ? `Exported ${counted(entries.length, 'entry', 'entries')}`
          : `Exported the newest ${countText(MOST)}. Choose a time to export older ones.`,
      );
    } catch (error) {
      say(`Could not export the log. ${reasonOf(error)}`);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Button isBusy={isBusy} reason={isEmpty ? 'The log is empty' : undefined} onClick={download}>
      Export NDJSON
    </Button>
  );
}

async function entriesOf(search: AuditSearch): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let position: string | undefined;
  do {
    const page = await pageOf(search, position);
    entries.push(...page.items);
    position = nextIn(page);
  } while (position !== undefined && entries.length < MOST);
  return entries.slice(0, MOST);
}
