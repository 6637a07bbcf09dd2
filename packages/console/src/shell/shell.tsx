import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { accountQuery } from '../app/queries.ts';
import { GearIcon, Mark, MenuIcon } from '../controls/icons.tsx';
import { OfflineBanner } from '../controls/offline-banner.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useAttentionIcon } from './use-attention-icon.ts';
import { useGlobalShortcuts } from './use-global-shortcuts.ts';

const loadPalette = () => import('./command-palette.tsx');
const CommandPalette = lazy(loadPalette);
const PALETTE_KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

/** What surrounds every page of somebody who is signed in. */
export function Shell() {
  const { data: account } = useQuery(accountQuery);
  const { pathname } = useLocation();
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const shortcuts = useGlobalShortcuts();
  useAttentionIcon();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever page is opened, the menu has done its work.
  useEffect(() => setIsMenuOpen(false), [pathname]);
  // Not with the page, but before it is asked for: what is typed while it loads would be taken for shortcuts.
  useEffect(() => void loadPalette(), []);
  const organization = account?.organization || 'Keyward';
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="rail" data-open={isMenuOpen}>
        <div className="rail-top">
          <Mark />
          <span className="rail-name">{organization}</span>
          <button
            type="button"
            className="icon-button rail-toggle"
            aria-expanded={isMenuOpen}
            aria-controls="rail-menu"
            aria-label="Menu"
            onClick={() => setIsMenuOpen(!isMenuOpen)}
          >
            <MenuIcon />
          </button>
        </div>
        <div id="rail-menu" className="rail-menu">
          <div>
            <button type="button" className="rail-find" onClick={() => shortcuts.show('palette')}>
              Find
              <span className="key" aria-hidden="true">
                {PALETTE_KEYS}
              </span>
            </button>
            <nav aria-label="Main">
              <RailLink to="/" name="Home" keys="g h" isExact />
              <RailLink to="/tokens" name="Access tokens" keys="g t" />
              <RailLink to="/members" name="Members" keys="g m" />
              <RailLink to="/teams" name="Teams" keys="g e" />
              <RailLink to="/roles" name="Roles" keys="g r" />
              <RailLink to="/who-can" name="Who can" keys="g w" />
              <RailLink to="/audit" name="Audit log" keys="g a" />
              <div className="rail-group">
                <Link to="/settings" className="rail-heading" activeOptions={{ exact: true }}>
                  <GearIcon />
                  Organization settings
                </Link>
                <RailLink to="/settings/authorization" name="Authorization" />
                <RailLink to="/settings/limits" name="Policies and limits" />
                <RailLink to="/settings/resource-types" name="Resource types" />
                <RailLink to="/settings/gateway-routes" name="Gateway routes" />
              </div>
              <div className="rail-group">
                <span className="rail-label">Developer</span>
                <RailLink to="/quick-start" name="Quick start" />
                <a className="rail-link" href="/docs" target="_blank" rel="noreferrer">
                  Guide
                </a>
                <a className="rail-link" href="/api/v2/openapi.json" target="_blank" rel="noreferrer">
                  API description
                </a>
              </div>
            </nav>
          </div>
          <AccountMenu onShortcuts={() => shortcuts.show('shortcuts')} />
        </div>
      </header>
      <div className="stage">
        <OfflineBanner />
        <main id="main" className="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {shortcuts.open === 'shortcuts' && <ShortcutSheet onClose={shortcuts.close} />}
      {shortcuts.open === 'palette' && (
        <Suspense>
          <CommandPalette onClose={shortcuts.close} onShortcuts={() => shortcuts.show('shortcuts')} />
        </Suspense>
      )}
    </div>
  );
}

interface RailLinkProps {
  readonly to: string;
  readonly name: string;
  readonly keys?: string;
  readonly isExact?: boolean;
}

function RailLink({ to, name, keys, isExact = false }: RailLinkProps) {
  return (
    <Link to={to} className="rail-link" activeOptions={{ exact: isExact, includeSearch: false }}>
      {name}
      {keys && (
        <span className="key" aria-hidden="true">
          {keys}
        </span>
      )}
    </Link>
  );
}
