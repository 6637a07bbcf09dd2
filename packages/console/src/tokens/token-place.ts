import { useLocation, useNavigate, useParams, useRouter } from '@tanstack/react-router';

/** By itself, and as a section of the page Authorization. */
export const TOKEN_LISTS = ['/tokens', '/settings/authorization'] as const;

/** The list stands at two addresses; whatever it opens, opens over the one where it stands. */
export function useTokenPlace() {
  const { pathname, search } = useLocation();
  const router = useRouter();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { readonly id?: string };
  const base = TOKEN_LISTS.find((path) => pathname.startsWith(path)) ?? '/tokens';
  return {
    base,
    /** What the address says of the list, as it stands there, without what is only for the panel. */
    searchText: router.buildLocation({ to: base, search: listPart(search) }).searchStr,
    /** The token whose panel is open. */
    openId: id,
    /** The address of a panel: `new`, an id, an id and what is done to it. */
    panel: (path: string) => `${base}/${path}`,
    open: (path: string) => navigate({ to: `${base}/${path}`, search: listPart }),
    /** Back to the list, as it was. */
    close: () => navigate({ to: base, search: listPart }),
  };
}

const PREFILL = ['name', 'service', 'expires_in', 'policy', 'description'];

/** What is only for the panel does not stay behind in the address. */
export function listPart(search: Record<string, unknown>): Record<string, unknown> {
  const isPrefilled = PREFILL.some((key) => key in search);
  const kept = Object.entries(search).filter(([key]) => !PREFILL.includes(key));
  return Object.fromEntries(isPrefilled ? kept.filter(([key]) => key !== 'role') : kept);
}
