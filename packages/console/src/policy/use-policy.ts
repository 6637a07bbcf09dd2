import type { BaseRole, Policy } from '@keyward/policy';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { ownMemberQuery, resourceTypesQuery, rolesQuery } from '../app/queries.ts';
import { ownRightsQuery } from './own-rights.ts';
import { findingsOf } from './policy-places.ts';
import type { Question, Subject, Try } from './question.ts';
import { readPolicy } from './read-policy.ts';
import { namesIn, type ResourceType } from './resource-kinds.ts';
import { savedTries, saveTries } from './saved-tries.ts';
import { useAnalysis } from './use-analysis.ts';

export interface PolicyInput {
  readonly text: string;
  readonly subject: Subject;
  /** The role as it is stored. */
  readonly before?: { readonly policy: Policy; readonly base: BaseRole } | undefined;
  /** What its saved tries are kept under. */
  readonly name: string;
}

const NO_TYPES: readonly ResourceType[] = [];
const NO_TRY: Try = { action: '', resource: '' };

/** A policy that is being written, with everything that can be said of it. */
export function usePolicy({ text, subject, before, name }: PolicyInput) {
  const { data: types } = useQuery(resourceTypesQuery);
  const { data: roles, dataUpdatedAt } = useQuery(rolesQuery);
  const { data: member } = useQuery(ownMemberQuery);
  const { data: own } = useQuery(ownRightsQuery(member, roles, dataUpdatedAt));
  const [tries, setTries] = useState(() => savedTries(name));
  const [asked, setAsked] = useState(NO_TRY);
  const items = types?.items ?? NO_TYPES;
  // Typing comes first: what is asked of the engine follows when there is time.
  const settled = useDeferredValue(text);
  const reading = useMemo(() => readPolicy(text), [text]);
  const subjectText = JSON.stringify(subject);

  const question = useMemo((): Question | undefined => {
    if (readPolicy(settled).obstacle?.isBroken || types === undefined) return undefined;
    return {
      text: settled,
      subject: JSON.parse(subjectText) as Subject,
      types: types.items.filter(({ origin }) => origin === 'account'),
      own: own ?? undefined,
      before,
      tries: asked.resource.trim() === '' ? tries : [asked, ...tries],
    };
  }, [settled, types, own, subjectText, before, asked, tries]);
  const { known: analysis, isSettled: isAnswered } = useAnalysis(question);
  const isSettled = isAnswered && settled === text;

  const findings = useMemo(
    () => findingsOf(settled, analysis.problems, analysis.lints),
    [settled, analysis.problems, analysis.lints],
  );
  const names = useMemo(() => {
    const all = (roles ?? []).flatMap(({ policy }) => policy);
    return namesIn(all.flatMap(({ resources = [], notResources = [] }) => [...resources, ...notResources]));
  }, [roles]);

  const keepTries = useCallback(
    (kept: readonly Try[]) => {
      setTries(kept);
      saveTries(name, kept);
    },
    [name],
  );
  const containment = analysis.comparison?.containment;
  // The same object while nothing of it changed, so that a key in another field draws nothing of this again.
  return useMemo(
    () => ({
      reading,
      analysis,
      /** Whether all of it is about the text as it stands: before, no change that it proposes is made. */
      isSettled,
      findings,
      types: items,
      names,
      member,
      tries,
      asked,
      setAsked,
      keepTries,
      /** The request that shows that it goes beyond the viewer. */
      witness: containment?.verdict === 'not_contained' ? containment.witness : undefined,
    }),
    [reading, analysis, isSettled, findings, items, names, member, tries, asked, keepTries, containment],
  );
}

export type PolicyState = ReturnType<typeof usePolicy>;
