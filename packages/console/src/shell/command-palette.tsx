import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Heading,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { keyward, type Token } from '../app/keyward.ts';
import { accessesQuery } from '../app/queries.ts';
import { holdsPartOfSecret } from '../app/secret-form.ts';
import { setTheme } from '../app/theme.ts';
import { say } from '../controls/toasts.tsx';
import { reasonAgainstCreating } from '../tokens/token-rights.ts';
import { maskedSecret, tokenTitle } from '../tokens/token-words.ts';
import { displayName } from './display-name.ts';
import { guidePagesQuery } from './guide-pages.ts';

const TOKENS_SHOWN = 8;
const GUIDE_PAGES_SHOWN = 6;

interface Command {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly run: () => unknown;
}

interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

/** Ctrl-K: any token by name, id or last four, and everything else by its name, the pages of the guide too. */
export default function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { data: accesses } = useQuery(accessesQuery);
  const createReason = reasonAgainstCreating(accesses);
  const q = text.trim();
  const { data: tokens } = useQuery({
    queryKey: ['tokens', 'list', 'palette', q],
    queryFn: ({ signal }) =>
      keyward.tokens
        .list({ q, showAll: true, limit: TOKENS_SHOWN, sort: '-lastUsed' }, { signal })
        .firstPage(),
    enabled: q !== '',
  });
  const { data: pages = [] } = useQuery(guidePagesQuery);
  const go = (to: string) => () => navigate({ to });
  const commands: readonly Command[] = [
    {
      id: 'create',
      label: 'Create token',
      note: createReason,
      run: createReason ? () => say(`Create token: ${createReason}.`) : go('/tokens/new'),
    },
    { id: 'home', label: 'Home', run: go('/') },
    { id: 'tokens', label: 'Access tokens', run: go('/tokens') },
    { id: 'members', label: 'Members', run: go('/members') },
    { id: 'teams', label: 'Teams', run: go('/teams') },
    { id: 'roles', label: 'Roles', run: go('/roles') },
    { id: 'who-can', label: 'Who can', run: go('/who-can') },
    { id: 'audit', label: 'Audit log', run: go('/audit') },
    { id: 'settings', label: 'Organization settings', run: go('/settings') },
    { id: 'authorization', label: 'Authorization', run: go('/settings/authorization') },
    { id: 'quick-start', label: 'Quick start', run: go('/quick-start') },
    { id: 'limits', label: 'Policies and limits', run: go('/settings/limits') },
    { id: 'resource-types', label: 'Resource types', run: go('/settings/resource-types') },
    { id: 'gateway-routes', label: 'Gateway routes', run: go('/settings/gateway-routes') },
    { id: 'guide', label: 'Guide', run: openApart('/docs') },
    { id: 'api', label: 'API description', run: openApart('/api/v2/openapi.json') },
    { id: 'light', label: 'Light colours', run: () => setTheme('light') },
    { id: 'dark', label: 'Dark colours', run: () => setTheme('dark') },
    { id: 'system', label: 'Colours of the system', run: () => setTheme('system') },
    { id: 'shortcuts', label: 'Shortcuts', run: onShortcuts },
  ];
  const isMeant = (label: string) => label.toLowerCase().includes(q.toLowerCase());
  const matching = commands.filter(({ label }) => isMeant(label));
  const guide = (q === '' ? [] : pages.filter(({ title }) => isMeant(title)))
    .slice(0, GUIDE_PAGES_SHOWN)
    .map(({ title, path }): Command => ({ id: path, label: title, run: openApart(path) }));
  const found = (q === '' ? [] : (tokens?.items ?? [])).map(
    (token): Command => ({
      id: token._id,
      label: tokenTitle(token),
      note: noteOn(token),
      run: go(`/tokens/${token._id}`),
    }),
  );
  const all = [...found, ...matching, ...guide];

  function change(next: string) {
    if (!holdsPartOfSecret(next)) return setText(next);
    setText('');
    say('A secret is looked up in the search box of the access tokens, not here.');
  }

  return (
    <ModalOverlay
      className="overlay overlay-palette"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => isOpen || onClose()}
    >
      <Modal className="palette">
        <Dialog className="palette-body">
          <Heading slot="title" level={2} className="hidden">
            Go to
          </Heading>
          <Autocomplete inputValue={text} onInputChange={change}>
            <SearchField aria-label="Tokens, pages and actions" autoFocus>
              <Input
                className="input palette-input"
                placeholder="Find a token, a page or an action"
                maxLength={256}
              />
            </SearchField>
            <Menu
              className="options palette-options"
              aria-label="What was found"
              renderEmptyState={() => <p className="help palette-none">Nothing is called so.</p>}
              onAction={(key) => {
                onClose();
                all.find(({ id }) => id === key)?.run();
              }}
            >
              {found.length > 0 && <Section title="Tokens" commands={found} />}
              {matching.length > 0 && <Section title="Pages and actions" commands={matching} />}
              {guide.length > 0 && <Section title="Guide" commands={guide} />}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Section({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  return (
    <MenuSection>
      <Header className="options-head">{title}</Header>
      {commands.map(({ id, label, note }) => (
        <MenuItem key={id} id={id} textValue={label} className="option">
          <span>{label}</span>
          {note && <span className="option-note">{note}</span>}
        </MenuItem>
      ))}
    </MenuSection>
  );
}

const openApart = (path: string) => () => window.open(path, '_blank', 'noopener');

function noteOn(token: Token): string {
  const whose = token.serviceToken ? 'Service' : displayName(token._member);
  return `${maskedSecret(token)}, ${whose}`;
}
