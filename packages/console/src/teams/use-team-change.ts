import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { forgetRights } from '../app/queries.ts';
import { say } from '../controls/toasts.tsx';

type Instruction = Parameters<typeof keyward.teams.update>[1]['instructions'][number];

/** Changes a team, says so, and reads again what follows from it. */
export function useTeamChange(key: string) {
  const client = useQueryClient();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);

  /** @returns whether it was done; why not is in `failure` */
  function change(instructions: Instruction[], done: string): Promise<boolean> {
    return run(() => keyward.teams.update(key, { instructions }), done);
  }

  /** @returns whether it was done; why not is in `failure` */
  function addEverybodyBut(ignoredMemberIDs: readonly string[], done: string): Promise<boolean> {
    const everybody = { kind: 'addAllMembersToTeams' as const, teamKeys: [key], ignoredMemberIDs };
    return run(() => keyward.teams.addMembers({ instructions: [everybody] }), done);
  }

  async function run(call: () => Promise<unknown>, done: string): Promise<boolean> {
    if (isBusy) return false;
    setIsBusy(true);
    setFailure(undefined);
    try {
      await call();
      await forgetRights(client);
      say(done);
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setIsBusy(false);
    }
  }

  return { change, addEverybodyBut, failure, isBusy };
}
