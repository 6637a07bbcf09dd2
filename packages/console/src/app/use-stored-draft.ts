import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { sessionQuery } from './queries.ts';
import { forgetDraft, storeDraft, storedDraft } from './stored-draft.ts';

const KEEP_MS = 300;

/**
 * What a member types into a form. It outlives a reload of the tab and a session that ends meanwhile; whoever leaves the
 * form drops it.
 * @param name of the form, as it is when the form appears
 */
export function useStoredDraft<Draft extends object>(name: string, start: () => Draft) {
  const form = useFormName(name);
  // What nobody touched is not kept: a form that was only opened is not opened again.
  const [untouched] = useState(() => (storedDraft(form) === undefined ? start() : undefined));
  const [draft, setDraft] = useState<Draft>(() => untouched ?? storedDraft<Draft>(form) ?? start());
  const latest = useRef(draft);
  const isSaved = useRef(false);
  latest.current = draft;

  useEffect(() => {
    const keep = () => {
      if (!isSaved.current && draft !== untouched) storeDraft(form, draft);
    };
    const timer = setTimeout(keep, KEEP_MS);
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [form, draft, untouched]);

  useEffect(
    () => () => {
      const isWanted = !isSaved.current && latest.current !== untouched;
      if (hasSessionEnded() && isWanted) storeDraft(form, latest.current);
      else forgetDraft(form);
    },
    [form, untouched],
  );

  /** Once it is saved: nothing of it is kept from here on. */
  const forget = useCallback(() => {
    isSaved.current = true;
    forgetDraft(form);
  }, [form]);
  return { draft, setDraft, forget };
}

/** Whether something that was typed into a form was kept, when the part of the page appears that can open it. */
export function useIsKept(name: string): boolean {
  const form = useFormName(name);
  const [isKept] = useState(() => storedDraft(form) !== undefined);
  return isKept;
}

/** Nobody finds what another member typed. */
function useFormName(name: string): string {
  const client = useQueryClient();
  const [form] = useState(() => `${client.getQueryData(sessionQuery.queryKey)?.member._id}.${name}`);
  return form;
}

/** The page left for the sign-in by itself, see `main.tsx`; who signs out leaves. */
function hasSessionEnded(): boolean {
  const { pathname, search } = location;
  return pathname === '/login' && new URLSearchParams(search).get('reason') === 'ended';
}
