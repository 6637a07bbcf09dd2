import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { sessionQuery } from '../app/queries.ts';
import { currentTheme, setTheme, type Theme } from '../app/theme.ts';
import { Button } from '../controls/button.tsx';
import { Choices } from '../controls/choices.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { displayName } from './display-name.ts';

const THEMES = [
  { value: 'system', label: 'Auto' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const satisfies { value: Theme; label: string }[];

/** Who is signed in, how the pages look, and the way out. */
export function AccountMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const { data: session } = useQuery(sessionQuery);
  const [theme, choose] = useState(currentTheme());
  const navigate = useNavigate();
  const client = useQueryClient();

  async function signOut() {
    try {
      await keyward.sessions.signOut();
      client.clear();
      await navigate({ to: '/login' });
    } catch (error) {
      say(`Could not sign out. ${reasonOf(error)}`);
    }
  }

  return (
    <div className="account">
      <Choices
        legend="Colours"
        isLegendHidden
        choices={THEMES}
        value={theme}
        onChange={(next) => {
          setTheme(next);
          choose(next);
        }}
      />
      {session && (
        <p className="account-name">
          <span>{displayName(session.member)}</span>
          <span className="faint">{session.member.email}</span>
        </p>
      )}
      <div className="account-buttons">
        <Button kind="quiet" onClick={signOut}>
          Sign out
        </Button>
        <Button kind="quiet" onClick={onShortcuts}>
          Shortcuts
        </Button>
      </div>
    </div>
  );
}
