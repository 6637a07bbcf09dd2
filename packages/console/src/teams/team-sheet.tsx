import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { useIsKept } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { ActionGrants } from './action-grants.tsx';
import { DeleteTeamDialog } from './delete-team-dialog.tsx';
import { EditTeam, teamForm } from './edit-team.tsx';
import { Maintainers } from './maintainers.tsx';
import { TeamMembers } from './team-members.tsx';
import { reasonAgainstTeam, teamQuery } from './team-queries.ts';
import { TeamRoles } from './team-roles.tsx';

/** One team: who belongs to it, what it gives them, and who manages it. */
export function TeamSheet() {
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/teams', search: (all: object) => all });
  const { data: team, error, refetch } = useQuery(teamQuery(id));
  return (
    <Sheet
      title={team?.name ?? 'Team'}
      subtitle={team && <Subtitle team={team} />}
      size="wide"
      onClose={close}
    >
      {error && <Problem title="Couldn't load the team" error={error} onRetry={refetch} />}
      {!team && !error && <Loading />}
      {team && <About team={team} onGone={close} />}
    </Sheet>
  );
}

function Subtitle({ team: { key, members } }: { readonly team: Team }) {
  return (
    <>
      <span className="mono">{key}</span>
      {members && ` · ${counted(members.totalCount, 'member')}`}
    </>
  );
}

function About({ team, onGone }: { readonly team: Team; readonly onGone: () => void }) {
  const isKept = useIsKept(teamForm(team));
  const [isEditing, setIsEditing] = useState(isKept);
  const [isDeleting, setIsDeleting] = useState(false);
  const [name, description] = ['updateTeamName', 'updateTeamDescription'].map((action) =>
    reasonAgainstTeam(team, action),
  );
  if (isEditing) return <EditTeam team={team} onClose={() => setIsEditing(false)} />;
  return (
    <>
      <div className="row-buttons">
        <Button reason={name && description && name} onClick={() => setIsEditing(true)}>
          Edit team
        </Button>
        <Button
          kind="danger"
          reason={reasonAgainstTeam(team, 'deleteTeam')}
          onClick={() => setIsDeleting(true)}
        >
          Delete team
        </Button>
      </div>
      {team.description && <p>{team.description}</p>}
      <Tabs className="tabs">
        <TabList aria-label="About this team" className="tab-list">
          <Tab id="members" className="tab">
            Members
          </Tab>
          <Tab id="roles" className="tab">
            Roles
          </Tab>
          <Tab id="maintainers" className="tab">
            Maintainers
          </Tab>
        </TabList>
        <TabPanel id="members">
          <TeamMembers team={team} />
        </TabPanel>
        <TabPanel id="roles">
          <TeamRoles team={team} />
        </TabPanel>
        <TabPanel id="maintainers">
          <Maintainers team={team} />
          <ActionGrants team={team} />
        </TabPanel>
      </Tabs>
      {isDeleting && (
        <DeleteTeamDialog
          team={team}
          onClose={(isGone) => {
            setIsDeleting(false);
            if (isGone) onGone();
          }}
        />
      )}
    </>
  );
}
