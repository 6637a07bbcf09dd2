import type { ResourceType } from '../app/keyward.ts';

export const LEVELS = ['read', 'write', 'admin', 'owner'] as const;
export type Level = (typeof LEVELS)[number];

export interface DraftedAction {
  /** Stays with the row while its name is typed. */
  readonly id: number;
  readonly name: string;
  readonly level: Level;
}

/** A type as it stands in the form. */
export interface TypeDraft {
  readonly name: string;
  /** Names with commas or spaces between. */
  readonly parents: string;
  readonly flags: string;
  readonly nameless: boolean;
  readonly tags: boolean;
  readonly views: boolean;
  /** Empty: none. */
  readonly viewAction: string;
  readonly otherActions: Level;
  readonly actions: readonly DraftedAction[];
}

const NAME = /^[a-z][a-z0-9-]{0,63}$/;
const ACTION = /^[A-Za-z0-9_.-]{1,100}$/;

/** A further row. Its id is that of no other: those of a kept draft are from before the reload. */
export function withAction(actions: readonly DraftedAction[]): readonly DraftedAction[] {
  const id = Math.max(-1, ...actions.map((action) => action.id)) + 1;
  return [...actions, { id, name: '', level: 'read' }];
}

export function draftOf(type?: ResourceType): TypeDraft {
  const actions = Object.entries(type?.actions ?? {}).map(([name, level], id) => ({
    id,
    name,
    level,
  }));
  return {
    name: type?.name ?? '',
    parents: type?.parents.join(', ') ?? '',
    flags: type?.flags.join(', ') ?? '',
    nameless: type?.nameless ?? false,
    tags: type?.tags ?? false,
    views: type?.views ?? false,
    viewAction: type?.viewAction ?? '',
    otherActions: type?.otherActions ?? 'write',
    actions: actions.length > 0 ? actions : withAction([]),
  };
}

/** What the API takes for it. Rows without a name are left out. */
export function declarationOf(draft: TypeDraft) {
  const { nameless, tags, views, otherActions, viewAction } = draft;
  const actions = namedActions(draft);
  return {
    parents: namesIn(draft.parents),
    flags: namesIn(draft.flags),
    nameless,
    tags,
    views,
    otherActions,
    actions: Object.fromEntries(actions.map(({ name, level }) => [name, level])),
    ...(actions.some(({ name }) => name === viewAction) && { viewAction }),
  };
}

/** By the field that each is about. */
export function mistakesIn(draft: TypeDraft): Readonly<Record<string, string>> {
  const names = namedActions(draft).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const odd = names.find((name) => !ACTION.test(name));
  return {
    ...(!NAME.test(draft.name) && {
      name: 'Begin with a small letter; then small letters, digits and dashes.',
    }),
    ...(names.length === 0 && { actions: 'Name at least one action.' }),
    ...(odd !== undefined && {
      actions: `“${odd}” is no name: letters, digits, dots, dashes and underscores.`,
    }),
    ...(twice !== undefined && { actions: `“${twice}” stands there twice.` }),
  };
}

/** Rows with a name, without spaces around it. */
export function namedActions({ actions }: TypeDraft): readonly DraftedAction[] {
  return actions.map((action) => ({ ...action, name: action.name.trim() })).filter(({ name }) => name !== '');
}

function namesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== '');
}
